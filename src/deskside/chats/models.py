"""A chat, its timeline, and who takes part in it."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deskside.people.models import Issue, Representative, Team

FIRST_NUMBER = 1000
"""Added to a chat's id to make its number, so that the first ones can be said aloud like all others."""


def new_nonce() -> str:
    """What makes one chat's token differ from every other's."""
    return secrets.token_urlsafe(16)


class Chat(models.Model):
    """One support session, from the first wait to the end.

    ``state``, ``owner``, ``customer_presence`` and the times are what the timeline says, kept here for queries;
    ``offers`` is the JSON of those that wait for an answer; ``ending_at`` is when the chat ends unless that is undone;
    ``seq`` and ``public_seq`` are the timeline's two counters: all events, and those the customer may see.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACTIVE = "active", _("Active")
        HELD = "held", _("Held")
        ENDED = "ended", _("Ended")

    class Presence(models.TextChoices):
        HERE = "here", _("Here")
        AWAY = "away", _("Away")
        LEFT = "left", _("Left")

    team = models.ForeignKey(Team, models.PROTECT, related_name="chats", verbose_name=_("team"))
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="chats", verbose_name=_("issue"))
    customer_name = models.CharField(_("customer"), max_length=80)
    customer_email = models.CharField(_("email"), max_length=254)
    browser = models.CharField(_("browser"), max_length=300, blank=True)
    description = models.TextField(_("description"))
    start_key = models.CharField(max_length=64, unique=True, editable=False)
    token_nonce = models.CharField(max_length=32, default=new_nonce, editable=False)

    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.WAITING)
    owner = models.ForeignKey(
        Representative, models.PROTECT, null=True, related_name="owned_chats", verbose_name=_("owner")
    )
    customer_presence = models.CharField(max_length=16, choices=Presence.choices, default=Presence.HERE)
    waiting_since = models.DateTimeField(_("waiting since"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ending_at = models.DateTimeField(null=True)
    offers = models.TextField(default="[]", editable=False)

    seq = models.IntegerField(default=0)
    public_seq = models.IntegerField(default=0)
    customer_seen = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("chat")
        verbose_name_plural = _("chats")
        indexes: ClassVar = [
            models.Index(fields=["owner"], name="open_chats_by_owner", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["ending_at"], name="ending_chats", condition=Q(ending_at__isnull=False)),
            models.Index(fields=["customer_presence"], name="open_chats", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.customer_name}"

    @property
    def number(self) -> str:
        """The short number people can say aloud."""
        return str(FIRST_NUMBER + self.pk)


class Event(models.Model):
    """One line of a chat's timeline. Append-only; written by `chats.timeline.record` alone.

    ``author`` is the representative's id, 0 for the customer and for Deskside; ``body`` is the JSON of a struct of
    `chats.events`; ``public_seq`` is empty where the customer never sees the event; ``at`` is in milliseconds since
    1970; ``key`` is empty where the event was no post.
    """

    # No index of its own: both constraints begin with the chat, and one on the chat alone would mislead the planner
    # into reading a whole timeline to find one key.
    chat = models.ForeignKey(Chat, models.CASCADE, related_name="events", db_index=False)
    seq = models.IntegerField()
    public_seq = models.IntegerField(null=True)
    at = models.BigIntegerField()
    role = models.CharField(max_length=16)
    author = models.BigIntegerField()
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001  # "no key" is not the key ""
    body = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chat", "seq"], name="one_event_a_number"),
            models.UniqueConstraint(
                fields=["chat", "key", "role", "author"], name="one_event_a_key", condition=Q(key__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id}/{self.seq}"


class Participant(models.Model):
    """That a representative is, or was, in a chat. ``seen`` is a number of the customer's counter."""

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="participants")
    representative = models.ForeignKey(Representative, models.PROTECT, related_name="participations")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    seen = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chat", "representative"], name="once_in_a_chat", condition=Q(left_at__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["representative"], name="chats_i_am_in", condition=Q(left_at__isnull=True)),
            models.Index(fields=["representative", "-id"], name="chats_i_was_in"),
        ]

    def __str__(self) -> str:
        return f"{self.representative_id} in {self.chat_id}"
