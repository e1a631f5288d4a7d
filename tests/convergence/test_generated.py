"""What is derived from the wire's definitions is what the definitions say now."""

from pathlib import Path

import pytest
from tests.convergence.scenarios import LIVES, convergence_cases
from tools.generate import generated


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_every_derived_file_is_up_to_date() -> None:
    stale = [path.name for path, text in generated().items() if path.read_text() != text]
    assert stale == [], "run `make types`"


@pytest.mark.django_db
def test_every_step_changes_what_somebody_sees() -> None:
    unseen = set()
    for case in convergence_cases():
        name = case["name"].partition(", seen by")[0]
        unseen.add(name)
        if case["before"] != case["after"]:
            unseen.discard(name)
    assert sum(map(len, LIVES.values())) > 10
    assert not {name for name in unseen if "note" not in name and "customer" not in name}


@pytest.mark.django_db
def test_a_customers_cases_hold_nothing_internal() -> None:
    seen = [case for case in convergence_cases() if case["name"].endswith("seen by the customer")]
    text = str(seen)
    assert "Not locked" not in text
    assert "customer.away" not in text
    assert all(event.get("public") is None for case in seen for event in case["events"])


def test_the_page_names_every_refusal() -> None:
    import re

    root = Path(__file__).resolve().parents[2]
    source = "\n".join(path.read_text() for path in (root / "src" / "deskside").rglob("*.py"))
    raised = set(
        re.findall(
            r'(?:Conflict|Malformed|NotAllowed|Unavailable|Broken|Bye)\(\s*(?:f?"[^"]*", )?"([a-z]+\.[a-z_]+)"', source
        )
    )
    page = (root / "docs" / "protocol.md").read_text()
    assert len(raised) > 15
    assert {code for code in raised if f"`{code}`" not in page} == set()
