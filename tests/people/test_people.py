"""Accounts, availability, and who answers now."""

import pytest
from django.test import Client
from tests.cast import Cast, come, go, new_key

from deskside.kit.errors import Refusal
from deskside.kit.receipts import carry_out
from deskside.people.commands import SetAvailability
from deskside.people.feed import answering_teams, me
from deskside.people.models import Representative
from deskside.people.sessions import signed_in


def test_signing_in_takes_any_capitals_of_the_address(cast: Cast, client: Client) -> None:
    Representative.objects.create_user("kim@example.org", "Kim", "correct horse battery")
    answer = client.post("/console/sign-in/", {"username": "Kim@Example.org", "password": "correct horse battery"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/console/"


def test_an_address_made_with_capitals_is_kept_in_small_letters(cast: Cast) -> None:
    new = Representative(email="New.Person@Example.org", name="New")
    new.set_password("correct horse battery")
    new.full_clean()
    assert new.email == "new.person@example.org"


def test_a_wrong_password_says_what_to_do(cast: Cast, client: Client) -> None:
    answer = client.post("/console/sign-in/", {"username": "ana@example.org", "password": "wrong"})
    assert "do not belong together" in answer.content.decode()


def test_the_console_asks_strangers_to_sign_in(client: Client, cast: Cast) -> None:
    answer = client.get("/console/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/console/sign-in/")


def test_a_label_has_a_limit(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"label\.too_long"):
        carry_out(cast.ana, SetAvailability(key=new_key(), availability="away", label="x" * 61))


def test_what_my_console_says_of_me(cast: Cast) -> None:
    carry_out(cast.leah, SetAvailability(key=new_key(), availability="away", label=" back at 14:00 "))
    mine = me(cast.leah.id)
    assert (mine.availability, mine.label) == ("away", "back at 14:00")
    assert [(team.name, team.role) for team in mine.teams] == [("Service Desk", "lead")]


def test_a_team_answers_while_somebody_is_connected_and_available(cast: Cast) -> None:
    assert answering_teams() == set()
    come(cast.ana)
    assert answering_teams() == {cast.desk.pk}
    carry_out(cast.ana, SetAvailability(key=new_key(), availability="busy"))
    assert answering_teams() == set()
    carry_out(cast.ana, SetAvailability(key=new_key(), availability="available"))
    go(cast.ana)
    assert answering_teams() == set()


def test_a_session_is_valid_until_it_or_the_account_or_the_password_ends(cast: Cast, client: Client) -> None:
    ana = cast.people["Ana Ruiz"]

    def sign_in() -> str:
        client.force_login(ana)
        return client.session.session_key or ""

    key = sign_in()
    assert signed_in([key, "nonsense"]) == {key: ana.pk}
    client.logout()
    assert signed_in([key]) == {}
    key = sign_in()
    ana.set_password("another good password")
    ana.save()
    assert signed_in([key]) == {}
    key = sign_in()
    ana.is_active = False
    ana.save()
    assert signed_in([key]) == {}
