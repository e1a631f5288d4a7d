"""Serving the built pages, each with what it needs to know at once written into it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpResponse

_PLACE = re.compile(r'<script type="application/json" id="bootstrap">\s*\{\}\s*</script>')


def page(name: str, bootstrap: Any) -> HttpResponse:
    """A built page with its bootstrap data.

    Args:
        name: of the file in the folder of built pages.
        bootstrap: anything msgspec can encode; the page's script reads it.
    """
    data = msgspec.json.encode(bootstrap).decode().replace("<", "\\u003c")
    before, after = _halves(name)
    response = HttpResponse(f'{before}<script type="application/json" id="bootstrap">{data}</script>{after}')
    response.headers["Cache-Control"] = "no-store"
    return response


@cache
def _halves(name: str) -> tuple[str, str]:
    halves = _PLACE.split((Path(settings.UI) / name).read_text())
    if len(halves) != 2:
        raise RuntimeError(f"{name} has no place for its bootstrap data; build the UI anew")
    return halves[0], halves[1]
