"""Representatives, the teams they serve in, and the issues each team answers."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class RepresentativeManager(BaseUserManager["Representative"]):
    """Makes accounts."""

    def create_user(self, email: str, name: str, password: str | None = None, **fields: Any) -> "Representative":
        """A representative who can sign in with this e-mail address and password."""
        representative = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        representative.set_password(password)
        representative.save(using=self._db)
        return representative

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields: Any) -> "Representative":
        """A representative who may also do everything on the admin pages."""
        return self.create_user(email, name, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Representative":
        """The account of an e-mail address, however it is capitalised."""
        return self.get(email=(username or "").lower())


class Representative(AbstractBaseUser, PermissionsMixin):
    """Somebody who helps customers, and their account."""

    class Availability(models.TextChoices):
        AVAILABLE = "available", _("Available")
        BUSY = "busy", _("Busy")
        AWAY = "away", _("Away")

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    availability = models.CharField(
        _("availability"), max_length=16, choices=Availability.choices, default=Availability.AVAILABLE
    )
    availability_label = models.CharField(_("availability label"), max_length=60, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the admin pages"), default=False)

    objects: ClassVar[RepresentativeManager] = RepresentativeManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Addresses are kept in small letters, as signing in looks them up."""
        super().clean()
        self.email = self.email.lower()


class Team(models.Model):
    """Representatives who serve the same queue."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    members = models.ManyToManyField(Representative, through="Membership", related_name="teams")

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a representative serves in a team, and as what."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        LEAD = "lead", _("Lead")
        MANAGER = "manager", _("Manager")

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships", verbose_name=_("team"))
    representative = models.ForeignKey(
        Representative, models.CASCADE, related_name="memberships", verbose_name=_("representative")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "representative"], name="one_membership_a_team")
        ]

    def __str__(self) -> str:
        return f"{self.representative} · {self.team}"


class Issue(models.Model):
    """What a customer can pick on the portal; it decides the team and the priority."""

    class Icon(models.TextChoices):
        KEY = "key", _("Key")
        WIFI = "wifi", _("Wireless")
        MAIL = "mail", _("Letter")
        PRINTER = "printer", _("Printer")
        SCREEN = "screen", _("Screen")
        DOTS = "dots", _("Dots")

    name = models.CharField(_("name"), max_length=80)
    team = models.ForeignKey(Team, models.PROTECT, related_name="issues", verbose_name=_("team"))
    icon = models.CharField(_("icon"), max_length=16, choices=Icon.choices, default=Icon.DOTS)
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("Higher is served first."))
    position = models.SmallIntegerField(_("position on the portal"), default=0)
    offered = models.BooleanField(_("offered on the portal"), default=True)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name
