"""Taking the one row that orders a change."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from deskside.kit.errors import Refusal

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
