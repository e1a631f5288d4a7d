"""Where browsers can be reached while no page is open, and what they were told there."""

from typing import ClassVar

from django.db import models

from deskside.people.models import Representative

LONGEST_ENDPOINT = 500


class Subscription(models.Model):
    """A browser of a representative's, as its push service knows it.

    ``p256dh`` and ``auth`` are the browser's keys, base64url. After a failure it is left alone until ``retry_at``.
    """

    representative = models.ForeignKey(Representative, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=LONGEST_ENDPOINT, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row.")
    last_failed_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.representative_id} at {self.endpoint[:40]}"


class Pushed(models.Model):
    """That a browser was told of an alert: when it was last tried, and how often its push service has taken it."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="pushed")
    entry = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    at = models.DateTimeField(db_index=True)
    times = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "entry", "kind"], name="one_row_an_alert_and_browser")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry} to {self.subscription_id}"
