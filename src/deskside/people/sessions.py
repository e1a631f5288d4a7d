"""Sign-in sessions, looked at many at a time."""

from collections.abc import Collection

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from deskside.kit.clock import clock
from deskside.people.models import Representative


def signed_in(sessions: Collection[str]) -> dict[str, int]:
    """Those of these session keys that are valid now, and whose they are: neither ended nor expired, the account
    active, the password unchanged since signing in. The rules are Django's own, in two statements for any number.
    """
    rows = Session.objects.filter(session_key__in=sessions, expire_date__gt=clock.now())
    claims = {row.session_key: row.get_decoded() for row in rows}
    people = Representative.objects.filter(is_active=True).in_bulk(
        [int(claim.get(SESSION_KEY, 0)) for claim in claims.values()]
    )
    valid: dict[str, int] = {}
    for key, claim in claims.items():
        person = people.get(int(claim.get(SESSION_KEY, 0)))
        if person and constant_time_compare(claim.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
            valid[key] = person.pk
    return valid
