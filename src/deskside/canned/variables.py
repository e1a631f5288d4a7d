"""The variables a canned message may contain; the console fills them when the message is chosen."""

import re

VARIABLES = frozenset(
    {
        "customer.first_name",
        "customer.name",
        "customer.email",
        "representative.first_name",
        "representative.name",
        "team.name",
        "issue.name",
        "chat.number",
    }
)

ORDERED = sorted(VARIABLES)

_MENTION = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def unknown_variables(text: str) -> list[str]:
    """The names in double braces that are no variables, in the order they appear."""
    return [name for name in _MENTION.findall(text) if name not in VARIABLES]
