"""What can be wrong."""

from typing import NamedTuple

LOST, DOUBLED, OUT_OF_ORDER = "lost", "doubled", "out_of_order"


class Finding(NamedTuple):
    """One thing that is wrong."""

    kind: str
    what: str
