"""What text a message may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskside.chats.text import LONGEST, checked
from deskside.kit.errors import Malformed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text.empty"),
        (" \n\t ", "text.empty"),
        ("\u200b\u200e\u2060\ufeff", "text.empty"),
        ("\u00a0\u3000", "text.empty"),
        ("\u2800\u3164", "text.empty"),
        ("\u0301", "text.empty"),
        ("a\0b", "text.not_storable"),
        ("half \ud83d a pair", "text.not_storable"),
        ("a" * (LONGEST + 1), "text.too_long"),
    ],
)
def test_what_may_not_be_said(text: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        checked(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    ["a", "a" * LONGEST, "漢", "🙂", "e\u0301", "שלום", "\u202egnp.exe", "<script>alert('x')</script>", "  a  "],
)
def test_what_may_be_said_stays_as_it_is(text: str) -> None:
    assert checked(text) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=50))
def test_a_visible_letter_makes_any_text_sayable(text: str) -> None:
    assert checked(f"{text}x") == f"{text}x"
