"""Chats lying in queues: a team's, or a representative's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deskside.chats.models import Chat
from deskside.people.models import Representative, Team


class QueueEntry(models.Model):
    """A chat lying in a queue, until one representative takes it or it is withdrawn.

    It lies in the team's queue, or, where ``representative`` is set, in that person's own.
    ``waiting_since`` is when the customer first stood in line, also for a chat that came back; ``lies_since``
    is when this entry was made.
    """

    class Reason(models.TextChoices):
        NEW = "new", _("New")
        RETURNED = "returned", _("Returned")
        HOLD = "hold", _("On hold")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="entries")
    team = models.ForeignKey(Team, models.PROTECT, related_name="entries")
    representative = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="own_entries")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    rank = models.SmallIntegerField(
        help_text=_("Higher is served first: the issue's priority, or above all for a returned chat.")
    )
    waiting_since = models.DateTimeField()
    lies_since = models.DateTimeField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    taken_by = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="taken_entries")

    class Meta:
        verbose_name = _("queue entry")
        verbose_name_plural = _("queue entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chat"], name="in_one_queue_at_a_time", condition=Q(state="waiting")),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["team", "-rank", "waiting_since", "id"],
                name="the_line",
                condition=Q(state="waiting", representative__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id} in {self.team_id}"
