"""The redraws of a whole round: a hundred members, ten thousand redraws each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from bench.measure import Line
from bench.members import COLUMNS, members
from tcvm.analytics.robustness import redraw
from tcvm.documents.catalogue import load
from tcvm.domain.scoring.score import Member, Rules

MEMBERS = 100
DRAWS = 10_000
#: Redraws that are scored one by one by the exact domain, to be compared with.
EXACT = 2_000


def bench(folder: Path) -> Iterator[Line]:  # noqa: ARG001  it writes nothing
    """Wall time of all redraws, and what one redraw costs beside one exact scoring."""
    rules = Rules(load.scheme("vmfwg-2014"), load.indicators(), exchange_rate=Fraction(22_720))
    elements = load.elements()
    found = [
        Member(str(row["member"]), figures={code: int(row[code]) for code in COLUMNS[3:]})
        for row in members(MEMBERS, rated_only=True)
    ]
    cards = [rules.score(member) for member in found]
    started = time.perf_counter()
    results = redraw(cards, rules, elements, draws=DRAWS)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    for number in range(EXACT):
        rules.score(found[number % MEMBERS])
    exact_seconds = (time.perf_counter() - started) / EXACT
    assert all(results), "every member of this benchmark has a class"
    yield Line(f"{MEMBERS} members × {DRAWS:,} redraws", seconds, "s", 3)
    each = seconds / (MEMBERS * DRAWS)
    yield Line("one redraw", each * 1e6, "µs")
    yield Line("one exact scoring over one redraw", exact_seconds / each, "×")
    near = sum(one.near_boundary for one in results if one is not None)
    yield Line("members near a boundary", near, "")
