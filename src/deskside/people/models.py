"""Representatives, the teams they serve in, and the issues each team answers."""

from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Skill(models.Model):
    """Something a representative knows and an issue may ask for."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


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
    capacity = models.PositiveSmallIntegerField(
        _("chats at once"), default=4, validators=[MinValueValidator(1)], help_text=_("Beyond it only by choice.")
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="representatives", verbose_name=_("skills"))
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


def _seconds(label: Any, default: int, **more: Any) -> Any:
    return models.PositiveIntegerField(label, default=default, **more)


class Team(models.Model):
    """Representatives who serve the same queue, and how it is served. Intervals are in seconds."""

    class Routing(models.TextChoices):
        BY_HAND = "by_hand", _("By hand, with Get Next")
        BEST = "best", _("Offered to the best representative")

    name = models.CharField(_("name"), max_length=80, unique=True)
    members = models.ManyToManyField(Representative, through="Membership", related_name="teams")

    routing = models.CharField(_("routing"), max_length=16, choices=Routing.choices, default=Routing.BY_HAND)
    accept_within = _seconds(_("routed chats: accept within"), 20, validators=[MinValueValidator(5)])
    overflow_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("overflow to")
    )
    overflow_after = _seconds(_("overflow after a wait of"), 300)

    widen_after = _seconds(
        _("alert the whole team after"), 20, help_text=_("Until then only who is on duty as Queue Manager.")
    )
    escalate_after = _seconds(_("alert the leads after"), 80)
    repeat_after = _seconds(_("repeat an alert every"), 20, validators=[MinValueValidator(5)])

    offer_lapses_after = _seconds(_("an offer to a person lapses after"), 60, validators=[MinValueValidator(5)])
    hold_reminder_after = _seconds(_("remind of a hold after"), 300)
    hold_returns_after = _seconds(_("a hold returns to the queue after"), 900)
    undo_end_for = _seconds(_("End can be undone for"), 10)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Intervals that contradict each other are refused."""
        super().clean()
        if self.escalate_after < self.widen_after:
            raise ValidationError({"escalate_after": _("The leads cannot be alerted before the team.")})
        if self.hold_returns_after <= self.hold_reminder_after:
            raise ValidationError({"hold_returns_after": _("A hold returns only after its reminder.")})
        if self.overflow_to_id is not None and self.overflow_to_id == self.pk:
            raise ValidationError({"overflow_to": _("A team cannot overflow to itself.")})


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
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="issues", verbose_name=_("skills"), help_text=_("Who has them is preferred.")
    )
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("Higher is served first."))
    position = models.SmallIntegerField(_("position on the portal"), default=0)
    offered = models.BooleanField(_("offered on the portal"), default=True)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """A weekly turn as Queue Manager, in the desk's time zone. One that ends before it begins ends the next day."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    team = models.ForeignKey(Team, models.CASCADE, related_name="shifts", verbose_name=_("team"))
    representative = models.ForeignKey(
        Representative, models.CASCADE, related_name="shifts", verbose_name=_("representative")
    )
    weekday = models.SmallIntegerField(_("weekday"), choices=Weekday.choices)
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering: ClassVar = ["team", "weekday", "begins"]

    def __str__(self) -> str:
        return f"{self.representative} · {self.get_weekday_display()} {self.begins:%H:%M}"


class ShiftException(models.Model):
    """A date on which these turns take the place of the weekly ones; one without a representative says that nobody is
    on duty.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="shift_exceptions", verbose_name=_("team"))
    date = models.DateField(_("date"))
    representative = models.ForeignKey(
        Representative,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="shift_exceptions",
        verbose_name=_("representative"),
    )
    begins = models.TimeField(_("begins"), default=time(0, 0))
    ends = models.TimeField(_("ends"), default=time(0, 0))

    class Meta:
        verbose_name = _("exception to the shifts")
        verbose_name_plural = _("exceptions to the shifts")
        ordering: ClassVar = ["team", "date", "begins"]

    def __str__(self) -> str:
        return f"{self.date} · {self.representative or '–'}"


class DutyChange(models.Model):
    """That somebody went on duty, or off it, by hand; until then it overrides the shifts."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="duty_changes")
    representative = models.ForeignKey(Representative, models.CASCADE, related_name="duty_changes")
    on = models.BooleanField()
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "representative"], name="one_duty_change_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.representative_id} {'on' if self.on else 'off'} duty in {self.team_id}"
