"""Saying who sends: a signed token for one push service (RFC 8292)."""

from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from deskside.kit.clock import clock
from deskside.push import base64url
from deskside.push.keys import private_key, public_key

VALID = 12 * 3600
"""Seconds; at most a day is allowed."""

_HALF = 32


def authorization(endpoint: str) -> str:
    """The ``Authorization`` header for an endpoint."""
    scheme, host, *_ = urlsplit(endpoint)
    claims: dict[str, str | int] = {"aud": f"{scheme}://{host}", "exp": int(clock.seconds()) + VALID}
    if settings.PUSH_CONTACT:
        claims["sub"] = settings.PUSH_CONTACT
    unsigned = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    return f"vapid t={unsigned}.{_signature(unsigned)}, k={public_key()}"


def _part(content: dict[str, str | int]) -> str:
    return base64url.encode(msgspec.json.encode(content))


def _signature(text: str) -> str:
    halves = decode_dss_signature(private_key().sign(text.encode(), ec.ECDSA(SHA256())))
    return base64url.encode(b"".join(half.to_bytes(_HALF) for half in halves))
