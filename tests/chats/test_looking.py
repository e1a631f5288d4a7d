"""Looking at chats one does not follow: what is whose to read."""

from tests.cast import Cast, come, post
from tests.queues.test_offers import ask, invited, transferred

from deskside.chats.commands import ListTeamChats, LookAtChat, RecentChats
from deskside.chats.models import Chat
from deskside.kit.actor import Actor
from deskside.queues.commands import AcceptOffer, DeclineOffer, EndChat, HoldChat, LeaveChat


def may_look(actor: Actor, chat: Chat) -> bool:
    answer = ask(actor, LookAtChat, chat=chat.pk)
    assert isinstance(answer, dict) or answer == "chat.not_yours"
    return isinstance(answer, dict)


def test_an_open_chat_is_read_by_who_is_in_it_or_leads_the_team(cast: Cast) -> None:
    chat = cast.active()
    assert [may_look(who, chat) for who in (cast.ana, cast.devin, cast.leah, cast.tomas)] == [True, False, True, False]


def test_an_offered_chat_is_read_by_who_is_offered_it_until_they_decline(cast: Cast) -> None:
    chat = cast.active()
    offer = transferred(cast.ana, chat, cast.devin)
    assert may_look(cast.devin, chat)
    ask(cast.devin, DeclineOffer, offer=offer)
    assert not may_look(cast.devin, chat)


def test_an_ended_chat_is_its_teams_and_of_those_who_took_part(cast: Cast) -> None:
    chat = cast.active()
    ask(cast.tomas, AcceptOffer, offer=invited(cast.ana, chat, cast.tomas))
    post(cast.ana, chat, "Solved.")
    ask(cast.tomas, LeaveChat, chat=chat.pk)
    assert not may_look(cast.tomas, chat), "it goes on without him"
    ask(cast.ana, EndChat, chat=chat.pk)
    assert [may_look(who, chat) for who in (cast.devin, cast.leah, cast.tomas)] == [True, True, True]
    looked = ask(cast.devin, LookAtChat, chat=chat.pk)
    assert (looked["view"]["state"], looked["events"][-1]["body"]["kind"]) == ("ended", "chat.ended")
    other = cast.active("Other")
    ask(cast.ana, EndChat, chat=other.pk)
    assert not may_look(cast.tomas, other)


def test_my_recent_chats(cast: Cast) -> None:
    ended, held, shared, mine = (cast.active(name) for name in ("Ended", "Held", "Shared", "Mine"))
    ask(cast.ana, EndChat, chat=ended.pk)
    ask(cast.ana, HoldChat, chat=held.pk)
    ask(cast.devin, AcceptOffer, offer=invited(cast.ana, shared, cast.devin))
    ask(cast.ana, LeaveChat, chat=shared.pk)
    chats = ask(cast.ana, RecentChats)["chats"]
    assert [(chat["name"], chat["open"], chat["owner"]["name"]) for chat in chats] == [
        ("Shared", True, "Devin Park"),
        ("Ended", False, "Ana Ruiz"),
    ]
    assert ask(cast.leah, RecentChats) == {"chats": []}
    assert mine.state == "active"


def test_a_lead_sees_whose_the_teams_chats_are(cast: Cast) -> None:
    come(cast.ana)
    active, held = cast.active("Active"), cast.active("Held", by=cast.devin)
    ask(cast.devin, HoldChat, chat=held.pk)
    cast.waiting()
    rows = ask(cast.leah, ListTeamChats, team=cast.desk.pk)["rows"]
    assert [(row["id"], row["state"], row["owner"]["name"], row["owner_presence"]) for row in rows] == [
        (active.pk, "active", "Ana Ruiz", "available"),
        (held.pk, "held", "Devin Park", "signed_out"),
    ]
    assert ask(cast.ana, ListTeamChats, team=cast.desk.pk) == "team.not_led"
