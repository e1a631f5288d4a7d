"""What processes have used: processor time and memory, from /proc."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(*pids: int) -> float:
    """Processor time of all threads of these processes together, user and system."""
    return sum(map(_ticks, pids)) / _TICKS


def resident_kib(*pids: int) -> int:
    """Memory in use of these processes together, in KiB; what they share is counted once."""
    return sum(map(_pss, pids))


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies; 0 for none."""
    if not values:
        return 0.0
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise RuntimeError(f"no memory figure for process {pid}")
