"""Taking the one row that orders a change, or many such rows at once."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from deskside.kit.errors import Refusal
from deskside.kit.rows import execute

M = TypeVar("M", bound=Model)


def claim(expected: QuerySet[M], conflict: Refusal, **changes: Any) -> None:
    """Change a row if it still is as expected.

    Args:
        expected: selects the row by its id *and* the state it must be in; that condition is repeated in the
            ``WHERE`` of the update, so that of two claims at once only one changes the row, on any database.
        conflict: raised when no row was changed.
        changes: the new values.
    """
    if not expected.update(**changes):
        raise conflict


def claim_each(sql: str, rows: Sequence[Sequence[Any]], conflict: Refusal, *before: Any) -> None:
    """The same for many rows in one statement.

    Args:
        sql: an ``UPDATE … FROM {rows}``, whose ``WHERE`` repeats the expected state; see `rows.execute`.
        rows: one for each row to be claimed, as the statement expects it.
        conflict: raised when not every row was changed; the transaction is then to be given up.
        before: parameters that stand before the rows.
    """
    with connection.cursor() as cursor:
        if execute(cursor, sql, rows, *before).rowcount != len(rows):
            raise conflict
