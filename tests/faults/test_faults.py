"""The faults in short: everything breaks once, and nothing acknowledged is lost, doubled or out of order."""

import json
import subprocess
import sys

from tests.faults.injections import FAULTS, SLEEPERS


def test_nothing_acknowledged_is_lost_whatever_breaks() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.faults", "--short"], stdout=subprocess.PIPE, timeout=300)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, rows
    assert [row["fault"] for row in rows] == [fault.name for fault in (*FAULTS, SLEEPERS) if fault.short] + ["all"]
    for row in rows:
        assert row["acknowledged"] > 0, "there was nothing to lose"
        assert (row["lost"], row["doubled"], row["out_of_order"]) == (0, 0, 0), row
    assert all(rows[-1]["granted"].values()), "a verb was not tried"
