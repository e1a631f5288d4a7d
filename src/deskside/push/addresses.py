"""Which addresses may be written to. An endpoint is whatever a browser says it is, so without this a sign-in would be
enough to have the server knock at doors only it can reach.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from deskside.kit.errors import Malformed
from deskside.push.models import LONGEST_ENDPOINT

Address = IPv4Address | IPv6Address

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 as networks without it write it (RFC 6052)."""

_INSIDE = (IPv6Network("64:ff9b:1::/48"), IPv6Network("fec0::/10"), IPv6Network("::/96"))
"""Kept for networks' own use (RFC 8215, 3879, 4291), though Python 3.11 counts them as global."""


class Forbidden(Exception):  # noqa: N818  # nothing went wrong: it is refused
    """A host that must not be written to."""


def checked(endpoint: str) -> str:
    """An endpoint that has the form of one. Names are looked up when something is sent, not here: it takes long, and
    what they say may change.

    Raises:
        Malformed: ``push.endpoint``.
    """
    try:
        parts = urlsplit(endpoint)
        fine = len(endpoint) <= LONGEST_ENDPOINT and endpoint.isascii() and endpoint.isprintable() and _usual(parts)
    except ValueError:
        fine = False
    if not fine:
        raise Malformed("push.endpoint", "This is not the address of a push service.")
    return endpoint


def resolved(host: str, port: int) -> str:
    """The address to connect to; connecting to it and not to the name leaves no time for another answer.

    Raises:
        Forbidden: one of the host's addresses is not on the public internet.
        OSError: there is no such host.
    """
    found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(_allowed(ip_address(address)) for address in found):
        raise Forbidden(host)
    return str(found[0])


def _usual(parts: SplitResult) -> bool:
    secure = parts.scheme == "https" or (parts.scheme == "http" and settings.PUSH_TO_PRIVATE)
    plain = parts.username is None and not parts.fragment and parts.port != 0
    return secure and plain and bool(parts.hostname) and _named_or_public(parts.hostname or "")


def _named_or_public(host: str) -> bool:
    try:
        return _allowed(ip_address(host))
    except ValueError:
        return " " not in host


def _allowed(address: Address) -> bool:
    meant = _meant(address)
    inside = isinstance(meant, IPv6Address) and any(meant in network for network in _INSIDE)
    return settings.PUSH_TO_PRIVATE or (meant.is_global and not meant.is_multicast and not inside)


def _meant(address: Address) -> Address:
    """The IPv4 address inside one of IPv6, if there is one."""
    if isinstance(address, IPv4Address):
        return address
    translated = IPv4Address(address.packed[-4:]) if address in _TRANSLATED else None
    return address.ipv4_mapped or address.sixtofour or translated or address
