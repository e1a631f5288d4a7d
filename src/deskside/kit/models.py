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
