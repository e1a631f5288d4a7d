"""One kind of fault after another, and after each the books."""

import asyncio
import sys
import time
from collections import Counter
from typing import Any

from tests.faults.audit import audit
from tests.faults.finding import DOUBLED, LOST, OUT_OF_ORDER, Finding
from tests.faults.ground import DETECTION, GRACES
from tests.faults.injections import Fault
from tests.faults.log import read
from tests.faults.scene import Scene
from tests.faults.verbs import VERBS

Row = dict[str, Any]

SETTLING = DETECTION + float(GRACES["REPRESENTATIVE_GRACE"])
"""Within so many seconds after everything was answered, everybody must have seen all, and no chat be out of sight."""

BREATH = 0.7
"""Seconds of work before a fault, and after everybody is back: what is under way then is what may be lost."""


class Trial:
    """Breaks things under load and counts what that did."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: set[Finding] = set()
        self._acknowledged = {True: 0, False: 0}
        self._began = time.monotonic()
        scene.load.take_longest_outage()

    async def of(self, fault: Fault, tries: int) -> Row:
        """Break one thing so many times, or until somebody does not recover."""
        load = self._scene.load
        for number in range(1, tries + 1):
            self._say(f"{fault.name} {number}/{tries}")
            load.work()
            await asyncio.sleep(BREATH)
            await self.inject(fault)
            try:
                await load.recovered()
            except TimeoutError:
                return await self.books(fault.name, number)
            await asyncio.sleep(BREATH)
        return await self.books(fault.name, tries)

    async def inject(self, fault: Fault) -> None:
        """Break it once."""
        await fault.inject(self._scene)

    async def books(self, name: str, tries: int, slept: bool = False) -> Row:
        """What was acknowledged since the last time, to those who never slept or those who did, and what is wrong."""
        load = self._scene.load
        found: Counter[str] = Counter()
        for finding in sorted(await self._findings() - self._known):
            self._say(f"{finding.kind}: {finding.what}")
            self._known.add(finding)
            found[finding.kind] += 1
        acknowledged = load.acknowledged(slept) - self._acknowledged[slept]
        self._acknowledged[slept] += acknowledged
        longest = load.take_longest_outage(slept)
        self._say(f"longest outage: {longest.seconds:.1f} s, {longest.what}")
        return {
            "fault": name,
            "tries": tries,
            "acknowledged": acknowledged,
            **{kind: found[kind] for kind in (LOST, DOUBLED, OUT_OF_ORDER)},
            "longest_outage_s": round(longest.seconds, 1),
        }

    def total(self, rows: list[Row]) -> Row:
        """All rows together, and how often each verb was granted under it."""
        counted = ("tries", "acknowledged", LOST, DOUBLED, OUT_OF_ORDER)
        sums = {name: sum(row[name] for row in rows) for name in counted}
        longest = max(row["longest_outage_s"] for row in rows)
        granted = {verb.do: self._scene.load.granted(verb.do) for verb in VERBS}
        return {"fault": "all", **sums, "longest_outage_s": longest, "granted": granted}

    async def _findings(self) -> set[Finding]:
        """What is wrong, after everybody has had the time to see all."""
        try:
            await self._scene.load.quiet()
        except TimeoutError as stuck:
            return {Finding(LOST, f"{stuck} a minute after everything was mended, at {self._elapsed:.0f} s")}
        deadline = time.monotonic() + SETTLING
        while True:
            log = await asyncio.to_thread(read, self._scene.ground.rows)
            findings = audit(log, self._scene)
            if not findings - self._known or time.monotonic() > deadline:
                return findings
            await asyncio.sleep(0.5)

    def _say(self, what: str) -> None:
        print(f"{self._elapsed:6.1f} s  {what}", file=sys.stderr, flush=True)

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self._began
