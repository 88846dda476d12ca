"""Text files: their encodings, their delimiters, and rows that are not as they should be."""

import codecs
import os
import random
import unicodedata
from pathlib import Path

import pytest
from tests.documents.tables.files import codes, read

from tcvm.documents.tables import read_members
from tcvm.documents.tables.delimited import LINE_MAX
from tcvm.documents.tables.encoding import encoding_of
from tcvm.documents.words import line
from tcvm.domain.problems import Severity, errors

NAME = "Quỹ Hỗ trợ phụ nữ nghèo Điện Biên"
TABLE = f"member,savers,savings\n{NAME},120,35000000\nTổ chức Ước Mơ Lớn,7,0\n"


def windows_1258(text: str) -> bytes:
    """Text as older Vietnamese programs save it: the tone mark stands behind its letter."""
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        try:
            kept.append(sign.encode("cp1258"))
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", sign)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = "".join(mark for mark in marks if mark not in tones)
            letter = unicodedata.normalize("NFC", base + rest)
            kept.append((letter + "".join(tones)).encode("cp1258"))
    return b"".join(kept)


ENCODED = {
    "UTF-8": TABLE.encode(),
    "UTF-8 with mark": codecs.BOM_UTF8 + TABLE.encode(),
    "UTF-8, decomposed": unicodedata.normalize("NFD", TABLE).encode(),
    "UTF-16 LE with mark": codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
    "UTF-16 BE with mark": codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
    "UTF-16 LE": TABLE.encode("utf-16-le"),
    "UTF-16 BE": TABLE.encode("utf-16-be"),
    "UTF-32": TABLE.encode("utf-32"),
    "Windows-1258": windows_1258(TABLE),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    rows, problems = read(tmp_path / "members.csv", ENCODED[encoding])
    assert [row.member.name for row in rows] == [NAME, "Tổ chức Ước Mơ Lớn"]
    assert rows[0].member.figures == {"savers": 120, "savings": 35000000}
    guessed = encoding in ("UTF-16 LE", "UTF-16 BE", "Windows-1258")
    assert codes(problems) == ["file.encoding_guessed"] * guessed
    assert errors(problems) == []


def test_the_encoding_is_that_of_the_whole_file(tmp_path: Path) -> None:
    rows = "".join(f"Quy {number},1,2\n" for number in range(200_000))
    content = f"member,savers,savings\n{rows}".encode() + windows_1258("Quỹ cuối,1,2\n")
    found, problems = read(tmp_path / "members.csv", content)
    assert found[-1].member.name == "Quỹ cuối"
    assert codes(problems) == ["file.encoding_guessed"]
    assert problems[0].severity is Severity.NOTE


def test_broken_text_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    broken = TABLE.encode()[:40] + b"\xff" + TABLE.encode()[40:]
    _, problems = read(path, broken)
    assert codes(problems) == ["file.encoding_broken"]
    assert problems[0].parameters == {"encoding": "UTF-8", "position": 40}
    _, problems = read(path, codecs.BOM_UTF8 + broken)
    assert codes(problems) == ["file.encoding_broken"]
    _, problems = read(path, codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le")[:-1])
    assert codes(problems) == ["file.encoding_broken"]
    _, problems = read(path, TABLE.encode() + "ệ".encode()[:2])
    assert codes(problems) == ["file.encoding_broken"]


def test_an_encoding_nobody_knows_is_refused(tmp_path: Path) -> None:
    _, problems = read(tmp_path / "members.csv", b"member,savers\nQu\xfd \x81\x8a\x90,5\n")
    assert codes(problems) == ["file.encoding_unknown"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        codecs.BOM_UTF8,
        b"\n\n  \n",
        codecs.BOM_UTF16_LE,
        b" ",
        b",,,\n,,\n",
    ],
)
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    rows, problems = read(tmp_path / "members.csv", content)
    assert rows == []
    assert codes(problems) == ["file.empty"]


@pytest.mark.parametrize("below", ["", "\n", "\n,\n , \n"])
def test_a_header_only(tmp_path: Path, below: str) -> None:
    rows, problems = read(tmp_path / "members.csv", f"member,savers{below}")
    assert rows == []
    assert codes(problems) == ["table.no_rows"]
    assert problems[0].place.row == 1


def test_bytes_of_no_text(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    for seed in range(30):
        source = random.Random(seed)
        content = b"\x7f" + source.randbytes(source.randint(30, 20_000))
        rows, problems = read(path, content)
        assert rows == []
        assert errors(problems), content
    _, problems = read(path, b"\x7fELF" + bytes(range(32)) * 20)
    assert codes(problems) == ["file.binary"]
    wave = b"".join(n.to_bytes(2, "little") for n in range(0, 300, 7)) * 20
    assert codes(read(path, wave)[1]) == ["file.binary"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\x1f\x8b\x08\0\0\0", "GZIP"),
        (b"PAR1\0\0", "Parquet"),
        (b"SQLite format 3\0", "SQLite"),
        (b"<html><table><tr><td>member</td></tr></table>", "HTML"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "XLS"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, content: bytes, kind: str) -> None:
    _, problems = read(tmp_path / "members.csv", content)
    assert codes(problems) == ["file.kind_unread"]
    assert problems[0].parameters == {"kind": kind}


def test_what_is_no_file_to_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text(TABLE, encoding="utf-8")
    paths = {
        tmp_path / "no.csv": "file.missing",
        tmp_path / "no\0name": "file.missing",
        tmp_path: "file.is_folder",
        tmp_path / "pipe": "file.is_pipe",
        tmp_path / "file" / "below": "file.unreadable",
        tmp_path / ("n" * 300): "file.unreadable",
    }
    for path, code in paths.items():
        reader = read_members(path, {})
        assert list(reader) == []
        assert codes(reader.problems) == [code]
        assert reader.problems[0].place.file == str(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str, line_end: str) -> None:
    lines = [
        ["member", "savers", "savings"],
        ['"Quỹ A, chi nhánh; phía | Nam"', "1", '"2,5"'],
        ['"Tổ chức ""B"""', "3", '"4,25"'],
    ]
    content = line_end.join(delimiter.join(cells) for cells in lines) + line_end
    rows, problems = read(tmp_path / "members.csv", content, decimal=",")
    assert problems == []
    assert [row.member.name for row in rows] == ["Quỹ A, chi nhánh; phía | Nam", 'Tổ chức "B"']
    assert [row.member.figures["savers"] for row in rows] == [1, 3]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    content = "member;savings;net_income\nA;1,5;2,5\nB;3,5;4,5\n"
    rows, problems = read(tmp_path / "members.csv", content, decimal=",")
    assert problems == []
    assert [float(row.member.figures["savings"]) for row in rows] == [1.5, 3.5]  # type: ignore[arg-type]


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "members.csv", "member\nA\nB\n")
    assert [row.member.name for row in rows] == ["A", "B"]
    assert problems == []


def test_a_named_delimiter_and_lines_above_the_header(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    rows, problems = read(path, "sep=;\nmember;savers\nA;5\n")
    assert [(row.row, row.member.figures) for row in rows] == [(3, {"savers": 5})]
    assert problems == []
    rows, problems = read(path, "Báo cáo năm 2016, toàn mạng lưới\n\nmember;savers\nA;5\n")
    assert [(row.row, row.member.figures) for row in rows] == [(4, {"savers": 5})]
    assert problems == []


def test_rows_are_counted_by_the_lines_they_start_on(tmp_path: Path) -> None:
    content = 'member,savers\n"A\ntwo lines",1\n\nB,2\n"C\n\n\nlast",x\n'
    rows, problems = read(tmp_path / "members.csv", content)
    assert [(row.row, row.member.name) for row in rows] == [(2, "A two lines"), (5, "B")]
    assert problems[0].place.row == 6
    assert line(problems[0], "en").startswith(f"{tmp_path / 'members.csv'}:6:savers: “x” is not a")


def test_rows_with_too_many_or_too_few_cells(tmp_path: Path) -> None:
    content = "member,savers,savings\nA,1,2,3\nB,1\nC,1,2,,\n,,,,\nD,1,234\n"
    rows, problems = read(tmp_path / "members.csv", content)
    assert codes(problems) == ["table.row_long", "table.row_short"]
    assert [problem.place.row for problem in problems] == [2, 3]
    assert problems[0].parameters == {"cells": 4, "columns": 3}
    assert "C" in [row.member.name for row in rows]


def test_quotation_marks_out_of_place(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    rows, problems = read(path, 'member,savers\n"A" Fund,1\nB,x\n"C",3\n')
    assert codes(problems) == ["table.quote_misplaced", "number.malformed"]
    assert [problem.place.row for problem in problems] == [2, 3]
    assert [row.member.name for row in rows] == ["C"]
    _, problems = read(path, 'member,savers\nA,1\n"B,2\nC,3\n')
    assert codes(problems) == ["table.quote_unclosed"]
    assert problems[0].place.row == 3
    unclosed = 'member,savers\n"B,2\n' + "C,3\n" * 100_000
    assert codes(read(path, unclosed)[1]) == ["table.quote_unclosed"]


def test_lines_and_cells_beyond_all_measure(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    _, problems = read(path, "member,savers\nA," + "9" * (LINE_MAX + 5) + "\n")
    assert codes(problems) == ["table.line_too_long"]
    assert problems[0].place.row == 2
    rows, problems = read(path, "member,savers\nA," + "9" * 200_000 + "\nB,5\n")
    assert codes(problems) == ["table.cell_too_long"]
    assert [row.member.name for row in rows] == ["B"]
    _, problems = read(path, "member,savers\nA," + "9" * 50_000 + "\n" + "N" * 400 + ",5\n")
    assert codes(problems) == ["number.too_long", "member.text_too_long"]
    assert all(len(line(problem, "vi")) < 400 for problem in problems)


def test_zero_bytes_in_text(tmp_path: Path) -> None:
    names = "".join(f"Quỹ {number},{number},5\n" for number in range(100))
    content = f"member,savers,savings\n{names}A\x00B,1,2\nC,1\x002,3\n"
    _, problems = read(tmp_path / "members.csv", content)
    assert codes(problems) == ["member.text_unprintable", "number.malformed"]
    assert "\\x00" in line(problems[0], "en")


def test_what_a_file_holds_does_not_move_the_cursor(tmp_path: Path) -> None:
    _, problems = read(tmp_path / "members.csv", "member,savers\nA,\x1b[2J5\n" + "B,5\n" * 90)
    assert "\x1b" not in line(problems[0], "vi")


def test_an_encoding_is_named_as_people_know_it(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes(windows_1258(TABLE))
    assert encoding_of(path).name == "Windows-1258"
    path.write_bytes(TABLE.encode("utf-16-be"))
    assert encoding_of(path).name == "UTF-16"
