"""Writes what is derived from the wire's definitions: ``python -m tools.generate``, or ``make types``.

A test makes the same again and fails where a file is stale.
"""

import inspect
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIRE = ROOT / "ui" / "src" / "wire"
PROTOCOL = ROOT / "docs" / "protocol.md"


def generated() -> dict[Path, str]:
    """Every derived file and what it must contain. Needs Django set up and an empty database."""
    from tests.convergence.scenarios import convergence_cases, transcript_cases

    return {
        WIRE / "types.gen.ts": types(),
        WIRE / "convergence.cases.json": _cases(convergence_cases()),
        WIRE / "transcript.cases.json": _cases(transcript_cases()),
        PROTOCOL: protocol(PROTOCOL.read_text()),
    }


def types() -> str:
    """The TypeScript types of the wire."""
    from deskside.live.schema import wire_schema

    return subprocess.run(
        ["node", "scripts/types.mjs"],  # noqa: S607  # the one of the virtual environment
        cwd=ROOT / "ui",
        input=json.dumps(wire_schema()),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def protocol(page: str) -> str:
    """The protocol's page with its tables made anew."""
    for name, table in {
        "commands": _commands(),
        "signals": _signals(),
        "frames": _frames(),
        "events": _events(),
    }.items():
        mark = re.compile(rf"(<!-- {name}: generated -->\n).*?(<!-- end -->)", re.DOTALL)
        page = mark.sub(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", page)
    return page


def _commands() -> str:
    from deskside.kit.commands import registry
    from deskside.live.schema import tag_of

    rows = [
        (
            f"`{tag_of(entry.command)}`",
            _fields(entry.command),
            ", ".join(sorted(entry.roles)),
            entry.right,
            _said(entry.command),
            _fields(entry.returns) if entry.returns else "",
        )
        for entry in registry
    ]
    return _table(("do", "fields", "who", "right", "what it asks", "result"), sorted(rows))


def _signals() -> str:
    from deskside.live.schema import tag_of
    from deskside.live.wire import SIGNALS

    return _table(("do", "fields", "meaning"), [(f"`{tag_of(one)}`", _fields(one), _said(one)) for one in SIGNALS])


def _frames() -> str:
    from deskside.live.schema import tag_of
    from deskside.live.wire import FRAMES

    return _table(("on", "fields", "meaning"), [(f"`{tag_of(one)}`", _fields(one), _said(one)) for one in FRAMES])


def _events() -> str:
    from deskside.chats.events import INTERNAL, AnyBody
    from deskside.live.schema import tag_of

    rows = [
        (f"`{tag_of(one)}`", _fields(one), "no" if one in INTERNAL else "yes", _said(one)) for one in AnyBody.__args__
    ]
    return _table(("kind", "fields", "customer sees it", "meaning"), rows)


def _fields(struct: Any) -> str:
    return ", ".join(f"`{name}`" for name in struct.__struct_fields__)


def _said(struct: Any) -> str:
    """The first paragraph of the docstring, as one line."""
    return " ".join((inspect.getdoc(struct) or "").partition("\n\n")[0].replace("``", "`").split())


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *[list(row) for row in rows]]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cases(cases: Iterable[dict[str, Any]]) -> str:
    return json.dumps(list(cases), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every derived file, with a database made for it alone."""
    with tempfile.TemporaryDirectory() as data:
        os.environ["DESKSIDE_DATA"] = data
        from deskside.config.preparing import prepare

        prepare()
        for path, text in generated().items():
            path.write_text(text)


if __name__ == "__main__":
    main()
