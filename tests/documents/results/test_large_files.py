"""A file of any size ends well: every member rated, in order, in memory that stays small."""

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from bench.measure import Run, rate, run
from bench.members import members, write_csv

import tcvm

#: What the processes hold together before the first member, and what each member adds at most:
#: its name, its points and its place among its peers, but not its figures or its record.
MEGABYTES = 90 + 40 * (os.cpu_count() or 1)
BYTES_A_MEMBER = 700


def records(path: Path) -> Iterator[str]:
    """The members of a document as they stand in it, one a line."""
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            if line.startswith("]"):
                return
            yield line.rstrip().removesuffix(",")


def assert_ends_well(folder: Path, count: int, looked_at: int) -> None:
    """Rate a file of `count` members and hold every `looked_at`-th record to a rating of its own.

    A member's peers alone depend on the others, and so are left out.
    """
    source, output = folder / "members.csv", folder / "results.json"
    write_csv(source, count)
    ended: Run = run(*rate(source, output))
    assert ended.peak_mb < MEGABYTES + count * BYTES_A_MEMBER / 1e6
    assert sorted(folder.iterdir()) == [source, output]
    found = [json.loads(one) for one in islice(records(output), 0, None, looked_at)]
    assert sum(1 for _ in records(output)) == count
    alone = tcvm.rate(
        islice(members(count), 0, None, looked_at),  # type: ignore[arg-type]
        vnd_per_usd=22720,
        year=2016,
        robustness=False,
    ).to_dict()["members"]
    assert len(found) == len(alone)
    for one, expected in zip(found, alone, strict=True):
        assert one.pop("peer_group").keys() == expected.pop("peer_group").keys()
        assert one == expected


def test_twelve_thousand_members(tmp_path: Path) -> None:
    assert_ends_well(tmp_path, 12_000, 97)


@pytest.mark.soak
def test_a_million_members(tmp_path: Path) -> None:
    assert_ends_well(tmp_path, 1_000_000, 4_999)
