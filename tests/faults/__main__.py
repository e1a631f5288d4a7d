"""Break everything under load and count what was lost: ``python -m tests.faults [--short]``.

Prints one JSON object a kind of fault, and one for all. Fails where anything was lost, doubled or out of order, or some
verb was never granted, and so not tried at all.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import isolation
from tests.faults.browsers import Browsers
from tests.faults.finding import DOUBLED, LOST, OUT_OF_ORDER
from tests.faults.ground import Ground
from tests.faults.injections import FAULTS, SLEEPERS
from tests.faults.load import Load
from tests.faults.scene import Scene
from tests.faults.trial import Row, Trial

CHATS = 100
REPRESENTATIVES = 25

APART = 10.0
"""Seconds after which the next one falls asleep; at once, where there is little time."""


async def main(short: bool) -> int:
    """Run all of it; the exit code."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(CHATS))
    with tempfile.TemporaryDirectory(prefix="deskside-faults-") as folder:
        ground = Ground(Path(folder))
        try:
            rows = await _on(ground, short)
        finally:
            await asyncio.to_thread(ground.stop)
    whole = rows[-1]
    return int(any(whole[kind] for kind in (LOST, DOUBLED, OUT_OF_ORDER)) or not all(whole["granted"].values()))


async def _on(ground: Ground, short: bool) -> list[Row]:
    """Put people to work on a cluster, and break it."""
    await asyncio.to_thread(ground.start)
    cast = await asyncio.to_thread(ground.seed, REPRESENTATIVES + 1)
    *cookies, watched = cast.cookies
    load = Load(ground.sites, cast._replace(people=cast.people[:-1], cookies=cookies), CHATS)
    browsers = Browsers(f"http://{ground.balancer.host}:{ground.balancer.port}", watched, "Load")
    await browsers.open()
    await load.begin()
    rows = await _try_all(Trial(Scene(ground, load, browsers)), short)
    await browsers.close()
    await load.stop()
    return rows


async def _try_all(trial: Trial, short: bool) -> list[Row]:
    sleepers = SLEEPERS.short if short else SLEEPERS.tries
    sleeping = asyncio.gather(*(_sleeper(trial, 0 if short else number * APART) for number in range(sleepers)))
    rows = []
    for fault in FAULTS:
        if tries := fault.short if short else fault.tries:
            rows.append(await trial.of(fault, tries))
            print(json.dumps(rows[-1]), flush=True)
    await sleeping
    rows.append(await trial.books(SLEEPERS.name, sleepers, slept=True))
    rows.append(trial.total(rows))
    for row in rows[-2:]:
        print(json.dumps(row), flush=True)
    return rows


async def _sleeper(trial: Trial, after: float) -> None:
    await asyncio.sleep(after)
    await trial.inject(SLEEPERS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Break everything under load.")
    parser.add_argument("--short", action="store_true", help="each fault once or twice")
    options = parser.parse_args()
    isolation.enter(sys.argv[1:])
    sys.exit(asyncio.run(main(options.short)))
