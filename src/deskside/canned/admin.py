"""The admin pages for canned messages."""

from typing import ClassVar

from django.contrib import admin
from unfold.admin import ModelAdmin

from deskside.canned.models import CannedMessage, Category


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    list_display = ("__str__", "position")
    search_fields = ("name",)


@admin.register(CannedMessage)
class CannedMessageAdmin(ModelAdmin):
    list_display = ("title", "category", "team", "position")
    list_filter = ("team", "category")
    search_fields = ("title", "text")
    ordering: ClassVar = ["category", "position", "title"]
