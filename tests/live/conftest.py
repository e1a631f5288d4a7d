"""One server for the tests of the live shell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.running import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A running demo with short graces."""
    desk = Desk(
        Path(tmp_path_factory.mktemp("desk")), customer_away_after=0.5, customer_left_after=2, representative_grace=1
    )
    desk.start()
    desk.hurry()
    yield desk
    desk.stop()
