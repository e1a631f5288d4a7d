"""A world that ends with the suite: its own processes, network and mounts.

Whatever the suite starts, cuts or mounts is gone with it, also when it is killed.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_INSIDE = "DESKSIDE_FAULTS_ISOLATED"
_DIES_WITH_US = ["setpriv", "--pdeathsig", "KILL"]
_NAMESPACES = ["unshare", "--net", "--mount", "--pid", "--mount-proc", "--fork", "--kill-child"]
_REAPER = ["sh", "-c", '"$@"; exit $?', "sh"]
"""The first process of such a world inherits those whose parents were killed, and must bury them."""


def enter(arguments: Sequence[str]) -> None:
    """Go on inside such a world; the first call begins the program anew there and does not return."""
    if os.environ.pop(_INSIDE, ""):
        names = Path("/run/netns")
        names.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", names], check=True)
        return
    if os.geteuid() != 0:
        raise SystemExit("The faults cut networks and fill disks, which only root may: sudo make faults")
    program = [sys.executable, "-m", "tests.faults", *arguments]
    command = [*_DIES_WITH_US, *_NAMESPACES, *_REAPER, *program]
    sys.exit(subprocess.run(command, env={**os.environ, _INSIDE: "1"}).returncode)
