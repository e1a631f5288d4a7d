"""The commands of the operations page, so that the page cannot be wrong."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def run_block(name: str, folders: Mapping[str, Path], **environment: str) -> None:
    """Run a fenced block of the page.

    Args:
        name: stands behind ``sh`` where the block begins.
        folders: what stands for each folder that the page names.
        environment: set for the commands.
    """
    found = re.search(rf"^```sh {name}\n(.*?)^```", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert found, f"the page has no block {name}"
    commands = found[1]
    for named, meant in folders.items():
        assert named in commands, f"{name} does not speak of {named}"
        commands = commands.replace(named, str(meant))
    subprocess.run(["sh", "-eu", "-c", commands], env={**os.environ, **environment}, check=True)
