"""A hundred thousand member-years from CSV to JSON, exact, beside the same scoring in pandas."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Line, rate, run
from bench.members import write_csv

MEMBERS = 100_000


def bench(folder: Path) -> Iterator[Line]:
    """Wall time and memory of both, and on how many members they differ."""
    source, output, peer_output = (folder / name for name in ("b.csv", "b.json", "b-pandas.json"))
    write_csv(source, MEMBERS)
    ours = run(*rate(source, output))
    peer = run(sys.executable, "-m", "bench.pandas_peer", str(source), str(peer_output))
    yield Line(f"tcvm rate, {MEMBERS:,} members, CSV to JSON, exact", ours.seconds, "s", 12)
    yield Line("its processor time, all processes together", ours.processor_seconds, "s")
    yield Line("its memory, all processes together", ours.peak_mb, "MB", 400)
    yield Line("the same scoring in pandas, cut and sums", peer.seconds, "s")
    yield Line("its processor time", peer.processor_seconds, "s")
    yield Line("its memory", peer.peak_mb, "MB")
    yield Line("tcvm over pandas, time", ours.seconds / peer.seconds, "×")
    yield Line("tcvm over pandas, memory", ours.peak_mb / peer.peak_mb, "×")
    yield Line("written by tcvm", output.stat().st_size / 1e6, "MB")
    yield Line("written by pandas", peer_output.stat().st_size / 1e6, "MB")
    yield Line("members scored differently", differences(source, output, peer_output), "", 1)


def differences(source: Path, output: Path, peer_output: Path) -> int:
    """On how many members points, class or fee differ, counting any that either left out."""
    ours = {
        one["member"]: (one["points"], one["class"], one["fee_vnd"])
        for one in json.loads(output.read_text("utf-8"))["members"]
    }
    peer = {
        one["member"]: (one["points"], one["class"], one["fee_vnd"])
        for one in json.loads(peer_output.read_text("utf-8"))
    }
    with source.open(encoding="utf-8", newline="") as stream:
        names = [row["member"] for row in csv.DictReader(stream)]
    return sum(ours.get(name) != peer.get(name) or name not in ours for name in names)
