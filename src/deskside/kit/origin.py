"""Which pages may talk to this server: its own, and those of the sites it is told to trust.

A browser always says which site a page that connects came from; a program that says nothing has no stranger's
cookies to misuse.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings


def allowed(headers: Mapping[str, str]) -> bool:
    """Whether a request with these headers (names in lower case) may be served."""
    origin = headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == headers.get("host") or origin in settings.CSRF_TRUSTED_ORIGINS
