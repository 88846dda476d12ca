"""The demo: prepared once, found done the second time, and refused whole where it is broken."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tcvm.config.demo.rounds import read_members_of
from tcvm.config.demo.unreadable import DemoUnreadable

PREPARE = """
import json
from tcvm.config import demo
steps = []
rounds = demo.prepare(lambda step, detail: steps.append([step, detail]))
print(json.dumps([steps, [[one.code, one.revision, len(one.members)] for one in rounds]]))
"""


def prepare(home: Path) -> tuple[list[list[str]], list[list[object]]]:
    """Prepare the demo in a process of its own, as `./run` does."""
    variables = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG")
                 if name in os.environ}  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", PREPARE],
        env=variables | {"TCVM_HOME": str(home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    steps, rounds = json.loads(run.stdout)
    return steps, rounds


def contents(home: Path) -> dict[str, tuple[int, int]]:
    """Every file under `home` with its size and when it was last written."""
    return {
        str(one.relative_to(home)): (one.stat().st_size, one.stat().st_mtime_ns)
        for one in home.rglob("*")
        if one.is_file()
    }


def test_preparing_twice_changes_nothing(tmp_path: Path) -> None:
    steps, rounds = prepare(tmp_path)
    assert steps[0] == ["database", ""]
    assert steps[-1] == ["ready", ""]
    assert rounds == [
        ["mix-2012", 1, 5],
        ["mix-2013", 1, 7],
        ["mix-2014", 1, 8],
        ["mix-2017", 1, 1],
    ]
    before = contents(tmp_path)
    assert "tcvm.sqlite3" in before
    assert any(name.startswith("static/ui/ui.") and name.endswith(".css.gz") for name in before)
    assert prepare(tmp_path)[1] == rounds
    assert contents(tmp_path) == before


def test_a_first_visit_weighs_little(tmp_path: Path) -> None:
    prepare(tmp_path)
    sizes = {name: size for name, (size, _) in contents(tmp_path / "static").items()}
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
