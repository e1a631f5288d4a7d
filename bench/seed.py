"""Fills an empty database for a benchmark with the product's own verbs: ``python -m bench.seed PEOPLE CHATS [EACH]``.

Prints JSON: the representatives' session cookies, and the chats with their customers' tokens; of n representatives,
chat i is with number i mod n.
"""

import json
import sys
from typing import Any

from deskside.config.preparing import prepare


def seed(representatives: int, chats: int, each: int = 1) -> dict[str, Any]:
    """Make one team, its people, and their chats.

    Args:
        representatives: how many, all signed in.
        chats: how many; those that nobody takes stay waiting.
        each: how many chats a representative takes.
    """
    from deskside.chats.tokens import token_for
    from deskside.kit.actor import Actor
    from deskside.kit.gate import write
    from deskside.people.models import Issue, Membership, Representative, Team
    from deskside.portal.actions import start
    from deskside.portal.form import Request
    from deskside.queues.commands import GetNext
    from deskside.queues.picking import get_next

    with write():
        team = Team.objects.create(name="Bench", undo_end_for=0)
        issue = Issue.objects.create(name="Load", team=team)
        people = [
            Representative.objects.create(email=f"r{i}@bench.example", name=f"Rep {i}", capacity=each + chats)
            for i in range(representatives)
        ]
        Membership.objects.bulk_create(Membership(team=team, representative=person) for person in people)
        cookies = [_session(person) for person in people]
        made = [
            start(Request(f"bench-{i:08d}", issue.pk, f"Customer {i}", "c@bench.example", "Load", "bench"))
            for i in range(chats)
        ]
    presses = [
        (Actor("representative", person.pk, person.name), GetNext(key=f"take-{turn:03d}-{person.pk:08d}"))
        for turn in range(each)
        for person in people
    ][:chats]
    for first in range(0, len(presses), 100):
        get_next(presses[first : first + 100])
    return {
        "issue": issue.pk,
        "cookies": cookies,
        "chats": [{"chat": chat.pk, "token": token_for(chat)} for chat in made],
    }


def _session(person: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    prepare()
    json.dump(seed(*map(int, sys.argv[1:])), sys.stdout)
