"""What people get of the trail: the command, the exports, a record's history."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.template.loader import render_to_string
from django.utils import translation

from tcvm.domain.text import neutral
from tcvm.foundation.audit import queries
from tcvm.foundation.audit.canonical import canonical
from tcvm.foundation.audit.chain import GENESIS
from tcvm.foundation.audit.command import audit
from tcvm.foundation.audit.export import write_csv, write_json_lines
from tcvm.foundation.audit.findings import Finding, Kind, sentence
from tcvm.foundation.audit.history import history_lines
from tcvm.foundation.audit.models import Entry
from tests.foundation.audit.entries import MEMBER, recorded, trail
from tests.foundation.audit.lifted import lifted

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(audit, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def tampered() -> None:
    trail(5)
    with lifted(connection):
        Entry.objects.filter(number=3).delete()
        Entry.objects.filter(number=5).update(reason="Khác")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("SECRET_KEY: not set."), "SECRET_KEY: not set."),
        (ImportError("no django", name="django"), "pip install 'tcvm[platform]' (django)"),
    ],
)
def test_what_the_environment_lacks_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("django.setup", fail)
    status, output = run("head")
    assert (status, said in output, "Traceback" in output) == (1, True, False)


def test_an_intact_trail_is_said_to_be_so() -> None:
    assert run("verify") == (0, "Đã đọc 0 mục. Nhật ký chưa có mục nào.\n")
    link = recorded(1)
    assert run("verify", "--locale", "en") == (
        0,
        f"1 entry read. The chain is intact. It ends with entry 1, hash {link.hash}.\n",
    )
    assert run("head") == (0, f"1 {link.hash}\n")
    assert run("verify", "--head", link.hash)[0] == 0


def test_each_finding_is_a_line_and_the_status_is_1() -> None:
    tampered()
    assert run("verify") == (
        1,
        (
            "Thiếu mục 3.\n"
            "Mục 5 đã bị sửa: nội dung không còn khớp với mã băm.\n"
            "Đã đọc 4 mục. Phát hiện 2 vấn đề.\n"
        ),
    )
    status, said = run("verify", "--locale", "en", "--head", "a" * 64)
    assert status == 1
    assert f"No entry has the hash {'a' * 64}" in said


def test_the_findings_as_json() -> None:
    tampered()
    status, said = run("verify", "--json", "--locale", "en")
    assert status == 1
    found = json.loads(said)
    assert (found["entries"], found["head"]["number"], found["intact"]) == (4, 5, False)
    assert found["findings"][0] == {
        "kind": "missing",
        "first": 3,
        "last": 3,
        "detail": "",
        "message": "Entry 3 is missing.",
    }
    assert [one["kind"] for one in found["findings"]] == ["missing", "altered"]


def test_an_intact_trail_as_json() -> None:
    status, said = run("verify", "--json")
    assert status == 0
    empty = {"number": 0, "hash": GENESIS}
    assert json.loads(said) == {"findings": [], "entries": 0, "head": empty, "intact": True}


def test_a_guard_that_is_gone_is_a_finding() -> None:
    on = "" if connection.vendor == "sqlite" else " ON audit_head"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER audit_head_forward{on}")
    status, said = run("verify")
    assert status == 1
    assert "audit_head_forward không hoạt động" in said


def test_a_head_that_is_no_hash_is_a_wrong_call() -> None:
    assert run("verify", "--head", "12")[0] == 2


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("last", [4, 9])
def test_every_finding_has_its_sentence(locale: str, last: int) -> None:
    with translation.override(locale):
        said = {sentence(Finding(kind, 4, last, "x")) for kind in Kind}
    assert len(said) == len(Kind)
    assert not [one for one in said if "%" in one or "None" in one]


def test_json_lines_can_be_checked_without_this_program(tmp_path: Path) -> None:
    trail(5)
    file = tmp_path / "trail.jsonl"
    assert run("export", "--output", str(file)) == (0, "")
    previous = GENESIS
    for line in file.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        assert said["entry"]["previous"] == previous
        again = json.dumps(said["entry"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        previous = hashlib.sha256(again.encode()).hexdigest()
        assert said["hash"] == previous
        assert line == canonical(said)
    assert previous == queries.head().hash
    stream = io.BytesIO()
    assert write_json_lines(Entry.objects.all(), stream) == 5
    assert stream.getvalue() == file.read_bytes()


def test_csv_has_a_row_a_field_and_no_formula() -> None:
    recorded(1, reason="=HYPERLINK(1)", changes={"name": (None, "@cmd"), "active": (True, None)})
    recorded(2, changes={})
    stream = io.BytesIO()
    assert write_csv(Entry.objects.all(), stream) == 2
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    told = [(row["number"], row["field"], row["old"], row["new"], row["reason"]) for row in rows]
    assert told == [
        ("1", "active", "true", "", "'=HYPERLINK(1)"),
        ("1", "name", "", "'@cmd", "'=HYPERLINK(1)"),
        ("2", "", "", "", "Sửa tên"),
    ]
    assert rows[0]["at"] == "2026-11-02T08:01:00.000001Z"
    assert run("export", "--format", "csv")[0] == 0


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\n=1", "＝1"])
def test_formulas_are_neutralised(text: str) -> None:
    assert neutral(text) == f"'{text}"
    assert neutral(f"a{text}") == f"a{text}"


def test_a_history_is_shown_in_the_words_of_its_room() -> None:
    recorded(1, changes={"name": ("", "<b>"), "year": (2025, None)}, reason="")
    recorded(2, changes={})
    words = {"member.changed": "Sửa hồ sơ", "name": "Tên", "year": "Năm"}
    lines = history_lines(
        queries.history_of(MEMBER), verb=words.__getitem__, field=words.__getitem__
    )
    with translation.override("vi"):
        page = render_to_string("audit/_history.html", {"history": lines})
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    assert "Sửa hồ sơ 02/11/2026 15:01 Nguyễn Thị Ánh Tên trống → &lt;b&gt; Năm 2025" in text
    with translation.override("en"):
        assert "Nothing has been recorded yet." in render_to_string("audit/_history.html")


def test_a_field_in_one_language_says_which() -> None:
    recorded(1, changes={"name_vi": ("Cũ", "Mới"), "name_en": ("Old", "New"), "since": (None, "x")})
    (line,) = history_lines(Entry.objects.all(), verb=str, field=str)
    assert {one.name: one.lang for one in line.changes} == {
        "name_vi": "vi",
        "name_en": "en",
        "since": "",
    }
    page = render_to_string("audit/_history.html", {"history": [line]})
    assert '<del lang="en">Old</del>' in page
    assert '<ins lang="vi">Mới</ins>' in page
    assert "<ins>x</ins>" in page
