"""Canned messages: texts every representative sends often."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from deskside.canned.variables import ORDERED, unknown_variables
from deskside.people.models import Team


class Category(models.Model):
    """A branch of the Messages tree."""

    name = models.CharField(_("name"), max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("inside")
    )
    position = models.SmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering: ClassVar = ["position", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["parent", "name"], name="one_name_a_branch")]

    def __str__(self) -> str:
        return f"{self.parent} › {self.name}" if self.parent else self.name

    def clean(self) -> None:
        """A category cannot lie inside itself, at any depth."""
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError(_("A category cannot lie inside itself."))
            above = above.parent


class CannedMessage(models.Model):
    """A text with variables, for one team or, without one, for all."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(
        _("text"),
        max_length=8000,
        help_text=_("May contain %(variables)s.") % {"variables": ", ".join(f"{{{{{name}}}}}" for name in ORDERED)},
    )
    category = models.ForeignKey(Category, models.PROTECT, related_name="messages", verbose_name=_("category"))
    team = models.ForeignKey(
        Team,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="canned_messages",
        verbose_name=_("team"),
        help_text=_("Empty: for all teams."),
    )
    position = models.SmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("canned message")
        verbose_name_plural = _("canned messages")
        ordering: ClassVar = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A variable nobody fills would be sent to a customer as it is."""
        unknown = unknown_variables(self.text)
        if unknown:
            raise ValidationError({"text": _("Not a variable: %(names)s") % {"names": ", ".join(unknown)}})
