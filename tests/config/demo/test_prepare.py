"""The demo: prepared once, found done the second time, and refused whole where it is broken."""

from pathlib import Path
from typing import Any

import pytest

from tcvm.config.demo.rounds import read_members_of
from tcvm.config.demo.unreadable import DemoUnreadable
from tests.config.demo.conftest import PREPARE, run


def contents(home: Path) -> dict[str, tuple[int, int]]:
    """Every file under `home` with its size and when it was last written."""
    return {
        str(one.relative_to(home)): (one.stat().st_size, one.stat().st_mtime_ns)
        for one in home.rglob("*")
        if one.is_file()
    }


def test_preparing_twice_changes_nothing(prepared: tuple[Path, Any]) -> None:
    home, (steps, rounds) = prepared
    assert steps[0] == ["database", ""]
    assert steps[-1] == ["ready", ""]
    assert rounds == [
        ["mix-2012", 1, 5],
        ["mix-2013", 1, 7],
        ["mix-2014", 1, 8],
        ["mix-2017", 1, 1],
    ]
    before = contents(home)
    assert "tcvm.sqlite3" in before
    assert any(name.startswith("static/ui/ui.") and name.endswith(".css.gz") for name in before)
    assert run(home, PREPARE)[1] == rounds
    assert contents(home) == before


def test_a_first_visit_weighs_little(home: Path) -> None:
    sizes = {name: size for name, (size, _) in contents(home / "static").items()}
    script = sum(size for name, size in sizes.items() if name.endswith((".css.gz", ".js.gz")))
    # Vietnamese text needs the files of Latin and of Vietnamese letters, in two weights.
    fonts = sum(
        size for name, size in sizes.items() if name.endswith(".woff2") and "latin-ext" not in name
    )
    largest_page = 20_000  # compressed; tests/apps holds each page to it
    assert script + fonts + largest_page < 150_000


def test_a_demo_file_that_cannot_be_read_stops_with_its_problems(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("member,savers\nA,many\nB,-1\n", encoding="utf-8")
    with pytest.raises(DemoUnreadable) as caught:
        read_members_of(broken)
    assert len(caught.value.problems) == 2
    with pytest.raises(DemoUnreadable):
        read_members_of(tmp_path / "nothing.csv")
