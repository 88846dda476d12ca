"""Wall time and memory of a command with all that it starts, and the lines a benchmark prints."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The installed command, as a person calls it.
TCVM = str(Path(sys.executable).parent / "tcvm")
#: The tree of processes is looked at this often.
SAMPLE_SECONDS = 0.01
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Run:
    """One run of a command: wall time, processor time, and the most memory held at one moment.

    Memory is resident memory summed over the process and all below it, so pages they share count
    more than once: an upper bound. Processor time is that of all of them too, and depends less
    on what else the machine was doing.
    """

    seconds: float
    processor_seconds: float
    peak_mb: float
    errors: str


@dataclass(frozen=True)
class Line:
    """One line of the report; the target is met by a value below `limit`, both in `unit`."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def met(self) -> bool:
        return self.limit is None or self.value < self.limit

    def __str__(self) -> str:
        line = f"  {self.what:<62}{self.value:>10,.2f} {self.unit:<3}"
        if self.limit is None:
            return line.rstrip()
        return f"{line} (target < {self.limit:g}: {'met' if self.met else 'MISSED'})"


def run(*command: str, environment: dict[str, str] | None = None) -> Run:
    """Run `command` to its end; RuntimeError with its standard error if it fails."""
    peak = [0]
    with tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=os.environ | (environment or {}),
        )
        ended = threading.Event()
        sampler = threading.Thread(target=_sample, args=(process.pid, ended, peak))
        sampler.start()
        _, ended_as, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        status = process.returncode = os.waitstatus_to_exitcode(ended_as)
        ended.set()
        sampler.join()
        errors.seek(0)
        said = errors.read()
    if status != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {status}: {said[-500:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak[0] / 1e6, said)


def median_run(times: int, *command: str) -> Run:
    """The run of median wall time out of an odd number of `times`."""
    runs = [run(*command) for _ in range(times)]
    return sorted(runs, key=lambda one: one.seconds)[times // 2]


def _sample(pid: int, ended: threading.Event, peak: list[int]) -> None:
    while not ended.wait(SAMPLE_SECONDS):
        peak[0] = max(peak[0], sum(_resident_bytes(one) for one in _tree(pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _resident_bytes(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError):
        return 0


def rate(source: Path, output: Path, *more: str) -> Sequence[str]:
    """The command that rates `source` to JSON without robustness."""
    return (
        *(TCVM, "rate", str(source), "--rate", "22720", "--year", "2016"),
        *("--format", "json", "--output", str(output), "--no-robustness", *more),
    )
