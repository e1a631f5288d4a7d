"""Which pages may talk to this server: its own, and those of the sites it is told to trust.

A browser always says which site a page that connects came from; a program that says nothing has no stranger's
cookies to misuse.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def allowed(headers: Mapping[str, str]) -> bool:
    """Whether a request with these headers (names in lower case) may be served."""
    origin = headers.get("origin")
    if origin is None:
        return True
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    host = headers.get("host", "")
    try:
        same = urlsplit(origin).netloc == host
    except ValueError:
        return False
    return same and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
