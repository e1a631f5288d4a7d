from importlib import import_module

from django.apps import AppConfig

COMMANDS = (
    "deskside.chats.commands",
    "deskside.people.commands",
    "deskside.portal.commands",
    "deskside.push.commands",
    "deskside.queues.commands",
)
"""Where the rooms register what can be asked for."""


class DesksideConfig(AppConfig):
    """Fills the registry of commands once the models are there."""

    name = "deskside.config"
    label = "deskside"

    def ready(self) -> None:
        """Import the rooms' commands."""
        for room in COMMANDS:
            import_module(room)
