"""The demo: an embedded database with two teams and what they need, and the addresses and sign-ins said aloud."""

import json
import secrets
from pathlib import Path
from typing import Any, TypedDict

from deskside.config.preparing import prepare
from deskside.config.server import serve
from deskside.kit.files import write_private


class DemoPerson(TypedDict):
    """Somebody one can sign in as."""

    name: str
    email: str
    password: str
    roles: list[str]


def demo(host: str, port: int, ready_file: Path | None) -> None:
    """Serve the product with demo data; data that is there already is kept.

    Args:
        host: the address to listen on.
        port: 0 picks a free one.
        ready_file: gets one JSON object with ``portal``, ``console``, ``admin`` and ``people`` once it serves.
    """
    prepare()
    people = _people()

    def ready(address: str) -> None:
        addresses = {"portal": f"{address}/", "console": f"{address}/console/", "admin": f"{address}/admin/"}
        _announce(addresses, people)
        if ready_file is not None:
            write_private(ready_file, json.dumps({**addresses, "people": people}, indent=2, ensure_ascii=False))

    serve(host, port, ready)


def _people() -> list[DemoPerson]:
    """The demo's people; made once, in an empty database, their passwords kept in a file only we can read."""
    from django.conf import settings

    from deskside.config.demo_data import fill
    from deskside.kit.gate import write
    from deskside.people.models import Representative

    kept = Path(settings.DATA) / "demo-people.json"
    if Representative.objects.exists():
        people: list[DemoPerson] = json.loads(kept.read_text()) if kept.exists() else []
        return people
    with write():
        people = fill(lambda: secrets.token_urlsafe(9))
        write_private(kept, json.dumps(people, indent=2, ensure_ascii=False))
    return people


def _announce(addresses: dict[str, Any], people: list[DemoPerson]) -> None:
    print("\nDeskside is ready.\n")
    print(f"  Customers ask for help at   {addresses['portal']}")
    print(f"  Representatives work at     {addresses['console']}")
    print(f"  Settings are made at        {addresses['admin']}\n")
    print("  Sign in as" if people else "  This folder holds accounts of its own; the demo has added nothing.")
    for person in people:
        print(f"    {person['name']:<14}{person['email']:<32}{person['password']:<16}{', '.join(person['roles'])}")
    print("\nStop with Ctrl-C; the data stays.", flush=True)
