"""Handing many rows to one hand-written statement.

Rows go as one JSON parameter: the statement's text is the same at any number of rows, and it runs in one step. The
same text serves both databases; only what differs is filled in here.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

_DIALECTS = {
    "sqlite": {"rows": "json_each(%s) AS item", "locked": ""},
    "postgresql": {"rows": "jsonb_array_elements(%s::jsonb) AS item(value)", "locked": " FOR NO KEY UPDATE"},
}

_encoder = msgspec.json.Encoder()


def execute(cursor: CursorWrapper, sql: str, rows: Iterable[Any], *before: Any) -> CursorWrapper:
    """Run a statement on many rows.

    Args:
        cursor: of the present transaction.
        sql: ``{rows}`` stands for the rows, each of which is ``item.value``; a value in it is taken as
            ``CAST(item.value ->> 0 AS bigint)``, text without the cast. ``{locked}`` at the end of a query keeps the
            rows it reads from others until the transaction ends; SQLite's writer has the whole database already.
        rows: JSON-able.
        before: parameters that stand before the rows.

    Returns:
        The cursor, to fetch from.
    """
    cursor.execute(_statement(sql, connection.vendor), [*before, to_json(list(rows))])
    return cursor


def to_json(value: Any) -> str:
    """A value as JSON."""
    return _encoder.encode(value).decode()


@cache
def _statement(sql: str, vendor: str) -> str:
    return sql.format(**_DIALECTS[vendor])
