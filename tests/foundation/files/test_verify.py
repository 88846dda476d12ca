"""A sweep finds every fault in the store, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tcvm.foundation.files.command import files as command
from tcvm.foundation.files.faults import Fault, Finding
from tcvm.foundation.files.verify import verify
from tests.foundation.files import samples
from tests.foundation.files.conftest import Keep

pytestmark = pytest.mark.django_db


def test_an_empty_store_and_a_good_one_are_in_order(take: Keep) -> None:
    assert list(verify()) == []
    take(samples.PDF)
    take(samples.TEXT)
    assert list(verify()) == []


def test_every_fault_is_found(take: Keep, folder: Path) -> None:
    missing, altered, good = (
        take(data).content.address for data in (samples.PDF, samples.TEXT, samples.png())
    )
    (folder / missing).unlink()
    data = bytearray((folder / altered).read_bytes())
    data[-2] ^= 1
    (folder / altered).write_bytes(data)
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "stray").write_bytes(b"x")
    (folder / "ab" / ".unfinished-1").write_bytes(b"x")
    # The right name at a wrong place is read by nobody.
    (folder / good.rpartition("/")[2]).write_bytes(samples.png())
    assert set(verify()) == {
        Finding(Fault.MISSING, missing),
        Finding(Fault.ALTERED, altered),
        Finding(Fault.ORPHAN, "ab/stray"),
        Finding(Fault.ORPHAN, good.rpartition("/")[2]),
        Finding(Fault.UNFINISHED, "ab/.unfinished-1"),
    }


def test_the_command_ends_with_1_when_something_is_lost(take: Keep, folder: Path) -> None:
    kept = take(samples.PDF)
    (folder / "stray").write_bytes(b"x")
    ran = CliRunner().invoke(command, ["verify"])
    assert ran.exit_code == 0, ran.output
    assert "stray  không thuộc tệp nào" in ran.output
    (folder / kept.content.address).write_bytes(b"other")
    ran = CliRunner().invoke(command, ["verify", "--locale", "en"])
    assert ran.exit_code == 1
    assert f"{kept.content.address}  altered" in ran.output
    assert "1 contents read, 1 missing or altered." in ran.output
