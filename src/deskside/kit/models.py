"""What the kit keeps."""

from typing import ClassVar

from django.db import models


class Receipt(models.Model):
    """The answer to a keyed command, so that the same key sent again gets it and changes nothing."""

    role = models.CharField(max_length=16)
    actor = models.BigIntegerField()
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    answer = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["role", "actor", "key"], name="one_receipt_a_key")]

    def __str__(self) -> str:
        return f"{self.role} {self.actor} {self.key}"


class Node(models.Model):
    """A serving process, and until when it counts as alive; see `kit.seats`. ``secret`` is the fingerprint of what it
    signs with.
    """

    name = models.CharField(max_length=64, primary_key=True)
    secret = models.CharField(max_length=16)
    started_at = models.DateTimeField()
    alive_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """That somebody is, or was, connected to a node. ``left_at`` is empty while they are."""

    node = models.ForeignKey(Node, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=16)
    person = models.BigIntegerField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["role", "person", "node"], name="one_seat_a_node")]
        indexes: ClassVar = [models.Index(fields=["left_at"], name="seats_left")]

    def __str__(self) -> str:
        return f"{self.role} {self.person} at {self.node_id}"


class Turn(models.Model):
    """Until when a job of the cluster has been looked after; see `kit.turns`."""

    job = models.CharField(max_length=64, primary_key=True)
    done_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.job
