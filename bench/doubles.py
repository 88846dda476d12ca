"""A list of 30,000 rows held against a register of 600,000, beside pandas and RapidFuzz."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Line, run

REGISTER, ROWS = 600_000, 30_000
#: Of so many rows the peer compares each with all of the register.
SAMPLE = 30


def bench(folder: Path) -> Iterator[Line]:
    """Time, memory, and how many of the rows that mean somebody were recognised."""
    for name, value in (
        ("DJANGO_SETTINGS_MODULE", "tcvm.config.settings"),
        ("SECRET_KEY", "for-the-benchmark-only-" * 3),
        ("TCVM_DEBUG", "1"),
        ("TCVM_HOME", str(folder)),
    ):
        os.environ[name] = value
    work = [sys.executable, "-m", "bench.doubles_work"]
    run(*work, "fill", str(folder), str(REGISTER), str(ROWS))
    ours = run(*work, "hold", str(folder))
    peer = run(*work, "pandas", str(folder))
    fuzzy = run(*work, "cdist", str(folder), str(SAMPLE))
    found = json.loads((folder / "found.json").read_text("utf-8"))
    exact = json.loads((folder / "pandas.json").read_text("utf-8"))
    yield Line(f"{ROWS:,} rows against {REGISTER:,} entries", ours.seconds, "s", 60)
    yield Line("its memory", ours.peak_mb, "MB", 700)
    yield Line("pandas: exact merge on the folded name", peer.seconds, "s")
    yield Line("its memory", peer.peak_mb, "MB")
    each = fuzzy.seconds / SAMPLE * ROWS / 3600
    yield Line("RapidFuzz cdist, all with all, as its sample says", each, "h")
    yield Line("the same, as many times as long", fuzzy.seconds / SAMPLE * ROWS / ours.seconds, "×")
    for way, (count, listed, first, right) in found["ways"].items():
        yield Line(f"recognised, {way} ({count:,} rows)", 100 * listed / count, "%")
        yield Line("  and named first", 100 * first / count, "%")
        yield Line("  right where called sure or likely", 100 * right, "%")
    yield Line("recognised by pandas, all ways", 100 * exact["recall"], "%")
    yield Line("recall, all ways", 100 * found["recall"], "%")
    yield Line("precision of what is called sure", 100 * found["precision"]["sure"], "%")
    yield Line("precision of sure and likely, first named", 100 * found["precision"]["likely"], "%")
    for certainty, count in found["mistaken"].items():
        share = 100 * count / found["strangers"]
        yield Line(f"of those who are nobody there, {certainty} somebody", share, "%")
