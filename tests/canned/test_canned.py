"""Canned messages: whose they are, and the variables they may have."""

import pytest
from django.core.exceptions import ValidationError
from tests.cast import Cast

from deskside.canned.feed import messages_for
from deskside.canned.models import CannedMessage, Category
from deskside.canned.variables import VARIABLES, unknown_variables


def test_everybody_has_the_common_ones_and_a_team_its_own(cast: Cast) -> None:
    closings = Category.objects.create(name="Closings", position=2)
    solved = Category.objects.create(name="Solved", parent=closings)
    hello = Category.objects.create(name="Introductions", position=1)
    CannedMessage.objects.create(title="Goodbye", text="Goodbye.", category=solved)
    CannedMessage.objects.create(title="Hello", text="Hello.", category=hello)
    CannedMessage.objects.create(title="Which room", text="Which room?", category=hello, team=cast.classroom)
    assert [(view.title, view.category) for view in messages_for(cast.ana.id)] == [
        ("Hello", ["Introductions"]),
        ("Goodbye", ["Closings", "Solved"]),
    ]
    assert "Which room" in {view.title for view in messages_for(cast.tomas.id)}


def test_unknown_variables_are_found() -> None:
    known = " ".join(f"{{{{{name}}}}}" for name in sorted(VARIABLES))
    assert unknown_variables(known) == []
    assert unknown_variables("Dear {{ customer.nmae }}, {{}} {not one}") == ["customer.nmae", ""]


def test_a_message_nobody_could_fill_is_not_saved(cast: Cast) -> None:
    message = CannedMessage(title="Typo", text="{{customer.nmae}}", category=Category.objects.create(name="Any"))
    with pytest.raises(ValidationError, match=r"customer\.nmae"):
        message.full_clean()


def test_a_category_cannot_lie_inside_itself(cast: Cast) -> None:
    outer = Category.objects.create(name="Outer")
    inner = Category.objects.create(name="Inner", parent=outer)
    outer.parent = inner
    with pytest.raises(ValidationError):
        outer.full_clean()
