"""The admin pages for people: accounts, teams, issues."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm

from deskside.people.forms import AccountChangeForm, AccountCreationForm
from deskside.people.models import Issue, Membership, Representative, Shift, ShiftException, Skill, Team

admin.site.unregister(Group)


class MembershipInline(TabularInline):
    model = Membership
    extra = 0


class ShiftInline(TabularInline):
    model = Shift
    extra = 0


class ShiftExceptionInline(TabularInline):
    model = ShiftException
    extra = 0


@admin.register(Representative)
class RepresentativeAdmin(UserAdmin, ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker only
    form = AccountChangeForm
    add_form = AccountCreationForm
    change_password_form = AdminPasswordChangeForm
    inlines: ClassVar = [MembershipInline]
    list_display = ("name", "email", "availability", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "teams")
    search_fields = ("name", "email")
    ordering = ("name",)
    filter_horizontal = ("skills",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Availability"), {"fields": ("availability", "availability_label")}),
        (_("Routing"), {"fields": ("capacity", "skills")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)


@admin.register(Team)
class TeamAdmin(ModelAdmin):
    inlines: ClassVar = [MembershipInline, ShiftInline, ShiftExceptionInline]
    list_display = ("name", "routing", "overflow_to")
    search_fields = ("name",)
    fieldsets = (
        (None, {"fields": ("name",)}),
        (_("Routing, in seconds"), {"fields": ("routing", "accept_within", "overflow_to", "overflow_after")}),
        (_("Alerts, in seconds"), {"fields": ("widen_after", "escalate_after", "repeat_after")}),
        (
            _("Offers, holds and ends, in seconds"),
            {"fields": ("offer_lapses_after", "hold_reminder_after", "hold_returns_after", "undo_end_for")},
        ),
    )


@admin.register(Skill)
class SkillAdmin(ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Issue)
class IssueAdmin(ModelAdmin):
    list_display = ("name", "team", "priority", "position", "offered")
    list_filter = ("team", "offered")
    search_fields = ("name",)
    filter_horizontal = ("skills",)
