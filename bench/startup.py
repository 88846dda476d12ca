"""Fifty rows from a cold start: a new process each time, with nothing imported that is not used."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import TCVM, Line, median_run, rate, run
from bench.members import write_csv

MEMBERS = 50
RUNS = 7
NOT_NEEDED = ("django", "ibis", "duckdb", "numpy", "pandas", "pyarrow", "typst", "xlsxwriter")


def bench(folder: Path) -> Iterator[Line]:
    """Wall time of `tcvm rate` on a small file, beside that of Python doing nothing."""
    source, output = folder / "small.csv", folder / "small.json"
    write_csv(source, MEMBERS)
    command = rate(source, output)
    run(*command)
    found = median_run(RUNS, *command)
    bare = median_run(RUNS, sys.executable, "-c", "pass")
    yield Line(f"tcvm rate, {MEMBERS} members, median of {RUNS} starts", found.seconds, "s", 0.6)
    yield Line("the same over Python starting and doing nothing", found.seconds / bare.seconds, "×")
    yield Line("its memory", found.peak_mb, "MB")
    loaded = _imported(command) & set(NOT_NEEDED)
    yield Line(f"of {', '.join(NOT_NEEDED)} imported", len(loaded), "", 1)


def _imported(command: tuple[str, ...]) -> set[str]:
    """The top-level packages that a run of `command` imports."""
    assert command[0] == TCVM
    timed = run(sys.executable, "-X", "importtime", *command)
    names = re.findall(r"^import time:.*\|\s*([\w.]+)$", timed.errors, flags=re.MULTILINE)
    return {name.partition(".")[0] for name in names}
