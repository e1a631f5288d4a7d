"""What every test stands on: a data folder of its own, and a small cast known by name."""

import atexit
import os
import tempfile

from tests import cluster

# Before Django's settings are read; pytest-django reads them sooner than this file where it is told their name.
_data = tempfile.TemporaryDirectory(prefix="deskside-tests-")
os.environ["DESKSIDE_DATA"] = _data.name
for name in ("DESKSIDE_SECRET_KEY", "DATABASE_URL", "REDIS_URL"):
    os.environ.pop(name, None)
if cluster.WANTED:
    atexit.register(cluster.begin().close)
os.environ["DJANGO_SETTINGS_MODULE"] = "deskside.config.settings"

import django  # noqa: E402

django.setup()

import pytest  # noqa: E402
from tests.cast import Cast, make_cast  # noqa: E402


@pytest.fixture
def cast(db: None) -> Cast:
    """The people, inside a transaction that is rolled back."""
    return make_cast()


@pytest.fixture
def real_cast(transactional_db: None) -> Cast:
    """The people, really committed, for tests with threads."""
    return make_cast()
