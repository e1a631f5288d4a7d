"""All there is to break, and all who notice."""

from typing import NamedTuple

from tests.faults.browsers import Browsers
from tests.faults.ground import Ground
from tests.faults.load import Load


class Scene(NamedTuple):
    """What runs, who works with it, and who does so in a real browser."""

    ground: Ground
    load: Load
    browsers: Browsers
