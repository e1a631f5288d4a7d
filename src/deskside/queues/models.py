"""Chats lying in queues: a team's, or a representative's own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deskside.chats.models import Chat
from deskside.people.models import Representative, Team


class QueueEntry(models.Model):
    """A chat lying in a queue, until one representative takes it or it is withdrawn.

    It lies in the team's queue, or, where ``representative`` is set, in that person's own. Transfers and invitations
    are offers of a chat that somebody has; ``offered_by`` made it, and it lapses at ``until`` where that is set.
    ``waiting_since`` is when the customer first stood in line, also for a chat that came back; ``lies_since``
    is when this entry was made, ``closed_at`` when it was taken or withdrawn: empty exactly while it waits, and by that
    the few that wait are found among the many that once did.

    Where the team's routing chose somebody, ``routed_to`` is asked until ``until``; anybody may still take it.
    """

    class Reason(models.TextChoices):
        NEW = "new", _("New")
        RETURNED = "returned", _("Returned")
        HOLD = "hold", _("On hold")
        TRANSFER = "transfer", _("Transfer")
        INVITATION = "invitation", _("Invitation")

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
    closed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="made_offers")
    note = models.TextField(blank=True)
    routed_to = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="routed_entries")
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    taken_by = models.ForeignKey(Representative, models.PROTECT, null=True, related_name="taken_entries")

    class Meta:
        verbose_name = _("queue entry")
        verbose_name_plural = _("queue entries")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chat"],
                name="in_one_queue_at_a_time",
                condition=Q(state="waiting", reason__in=["new", "returned", "hold"]),
            ),
            models.UniqueConstraint(
                fields=["chat"], name="one_transfer_at_a_time", condition=Q(state="waiting", reason="transfer")
            ),
            models.UniqueConstraint(
                fields=["chat", "representative"],
                name="one_invitation_a_person",
                condition=Q(state="waiting", reason="invitation"),
            ),
            models.UniqueConstraint(
                fields=["chat", "team"],
                name="one_invitation_a_team",
                condition=Q(state="waiting", reason="invitation", representative=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["team", "-rank", "waiting_since", "id"],
                name="the_line",
                condition=Q(closed_at__isnull=True, representative__isnull=True),
            ),
            models.Index(fields=["chat"], name="where_a_chat_lies", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["representative"], name="own_queues", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["routed_to"], name="asked_by_routing", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["team", "-closed_at"], name="lately_served", condition=Q(representative__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id} in {self.team_id}"


class Routed(models.Model):
    """That an entry was offered to somebody by routing, so that it is never offered to them again."""

    entry = models.ForeignKey(QueueEntry, models.CASCADE, related_name="routings")
    representative = models.ForeignKey(Representative, models.CASCADE, related_name="routings")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "representative"], name="routed_once_to_each")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} to {self.representative_id}"
