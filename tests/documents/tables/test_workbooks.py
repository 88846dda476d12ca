"""XLSX workbooks: what is in them, and those that are not what they seem."""

import io
import random
import struct
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import load_workbook
from tests.documents.tables.files import MAIN, archive, codes, parts, read, sheet, workbook

from tcvm.documents.tables import archive as archives
from tcvm.documents.tables import markup
from tcvm.documents.tables import workbook as workbooks
from tcvm.documents.tables.archive import Archive
from tcvm.documents.tables.cells import Cell, Oddity, index_of, letters_of
from tcvm.documents.tables.report import UnreadableError
from tcvm.documents.tables.workbook import Workbook, shows_date
from tcvm.domain.problems import Severity, errors

HEADER = ["member", "savers", "savings"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "members.xlsx"


def test_members_and_the_cells_they_stand_in(path: Path) -> None:
    content = workbook(
        path, {"Số liệu": sheet([HEADER, ["Quỹ A", 12, 3.25], ["Quỹ B", None, "1.234,5"]])}
    )
    rows, problems = read(path, content, decimal=",")
    assert problems == []
    assert rows[0].member.figures == {"savers": 12, "savings": Fraction(13, 4)}
    assert rows[1].member.figures == {"savings": Fraction(2469, 2)}
    assert str(rows[1].place("savings")) == f"{path}[Số liệu]:3:savings"
    assert rows[1].cell("savings") == "C3"
    assert rows[1].cell("staff") == ""


def test_what_the_file_is_called_does_not_matter(tmp_path: Path) -> None:
    content = workbook(tmp_path / "made", {"A": sheet([HEADER, ["Quỹ A", 12, 5]])})
    rows, problems = read(tmp_path / "members.csv", content)
    assert [row.member.figures["savers"] for row in rows] == [12]
    rows, problems = read(tmp_path / "members.xlsx", "member;savers\nQuỹ A;12\n")
    assert [row.member.figures["savers"] for row in rows] == [12]
    assert problems == []


def test_numbers_are_what_was_typed(path: Path) -> None:
    stored = ["0.10000000000000001", "1E5", "-3.5000000000000003E-2", "1234567890123456"]
    header = ["member", "net_income"]
    lines = [f'<c r="A{n}" t="str"><v>Q{n}</v></c>' for n in range(2, 6)]
    numbers = [f'<c r="B{n}"><v>{value}</v></c>' for n, value in enumerate(stored, start=2)]
    rows = [header, *zip(lines, numbers, strict=True)]
    found, problems = read(path, workbook(path, {"A": sheet(rows)}))
    assert problems == []
    assert [row.member.figures["net_income"] for row in found] == [
        Fraction(1, 10),
        100_000,
        Fraction(-7, 200),
        1234567890123456,
    ]


def test_what_is_no_number(path: Path) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="d/m/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="#,##0 [$đ-42A]"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
        '</cellXfs><cellStyles/><dxfs><dxf><numFmt numFmtId="166" formatCode="d"/></dxf></dxfs>'
        "</styleSheet>"
    )
    cells = {
        "number.is_date": ['<c r="B2" s="1"><v>42735</v></c>', '<c r="B2" s="2"><v>42735.5</v></c>',
                           '<c r="B2" t="d"><v>2016-12-31</v></c>'],
        "number.is_boolean": ['<c r="B2" t="b"><v>1</v></c>'],
        "number.is_error": ['<c r="B2" t="e"><v>#N/A</v></c>',
                            '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'],
        "number.formula_unsaved": ['<c r="B2"><f>SUM(C2:C9)</f></c>',
                                   '<c r="B2"><f>1+1</f><v/></c>',
                                   '<c r="B2"><f>1+1</f><v></v></c>',
                                   '<c r="B2" t="str"><f>A2</f></c>'],
        "number.not_finite": ['<c r="B2"><v>1E999</v></c>'],
        "number.malformed": ['<c r="B2" t="str"><f>A1</f><v>khoảng 5</v></c>'],
        "number.too_long": ['<c r="B2"><v>1E300</v></c>'],
    }  # fmt: skip
    for code, written in cells.items():
        for one in written:
            content = workbook(path, {"A": sheet([HEADER, ["Q", one]])}, styles=styles)
            rows, problems = read(path, content)
            assert codes(problems) == [code], one
            assert rows == []
            assert problems[0].place.column == "savers"
    good = ['<c r="B2" s="3"><v>5</v></c>', '<c r="B2"><f>2+3</f><v>5</v></c>',
            '<c r="B2" t="str"><f>T(5)</f><v>5</v></c>', '<c t="n"><v>5</v></c>']  # fmt: skip
    for one in good:
        content = workbook(path, {"A": sheet([HEADER, ["Q", one]])}, styles=styles)
        rows, problems = read(path, content)
        assert [row.member.figures for row in rows] == [{"savers": 5}], one
    empty = '<c r="B2" t="str"><f>IF(1,"")</f><v></v></c>'
    rows, problems = read(path, workbook(path, {"A": sheet([HEADER, ["Q", empty]])}))
    assert [row.member.figures for row in rows] == [{}]
    assert problems == []


def test_a_member_that_is_a_number_an_error_or_a_date(path: Path) -> None:
    rows = [
        HEADER,
        [101, 1],
        ['<c r="A3" t="e"><v>#REF!</v></c>', 1],
        ['<c r="A4" t="b"><v>0</v></c>', 1],
        ['<c r="A5"><f>B1</f></c>', 1],
    ]
    found, problems = read(path, workbook(path, {"A": sheet(rows)}))
    assert [row.member.name for row in found] == ["101"]
    assert codes(problems) == ["number.is_error", "member.text_expected", "number.formula_unsaved"]


@pytest.mark.parametrize(
    ("code", "date_"),
    [
        ("General", False), ("0.00", False), ("#,##0", False), ("0.00E+00", False),
        ('#,##0 "đồng"', False), ("#,##0\\ \\đ", False), ("[Red]#,##0", False),
        ("_-* #,##0_-;-* #,##0_-", False), ("[$₫-42A]#,##0", False), ("@", False),
        ('0 "years"', False), ("[>=1000]#,##0", False),
        ("d/m/yyyy", True), ("[h]:mm", True), ("[$-42A]dd mmmm", True), ("mm:ss.0", True),
        ("[hh]", True), ("YYYY", True), ('"ngày" d', True),
    ],
)  # fmt: skip
def test_formats_of_dates(code: str, date_: bool) -> None:
    assert shows_date(code) is date_


def test_shared_strings_runs_and_readings(path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>member</t></si><si><r><t>sa</t></r><r><t>vers</t></r></si>'
        '<si><t xml:space="preserve"> Quỹ  A_x000D_\n</t><rPh sb="0" eb="1"><t>no</t></rPh></si>'
        "<si/></sst>"
    )
    rows = [
        ['<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>'],
        ['<c r="A2" t="s"><v>2</v></c>', "<c r='B2'><v>7</v></c>", '<c r="C2" t="s"><v>3</v></c>'],
    ]
    found, problems = read(path, workbook(path, {"A": sheet(rows)}, strings=strings))
    assert problems == []
    assert [(row.member.name, row.member.figures) for row in found] == [("Quỹ A", {"savers": 7})]
    beyond = [["member"], ['<c r="A2" t="s"><v>9</v></c>']]
    assert codes(read(path, workbook(path, {"A": sheet(beyond)}, strings=strings))[1]) == [
        "workbook.broken"
    ]


def test_readings_inside_a_cell(path: Path) -> None:
    inline = (
        '<c r="A2" t="inlineStr"><is><r><t>Quỹ </t></r><r><t>A</t></r>'
        '<rPh sb="0" eb="1"><t>no</t></rPh></is></c>'
    )
    found, problems = read(path, workbook(path, {"A": sheet([HEADER, [inline, 7]])}))
    assert problems == []
    assert [row.member.name for row in found] == ["Quỹ A"]


def test_names_with_a_prefix(path: Path) -> None:
    xml = sheet([HEADER, ["Quỹ A", 12]])
    for tag in ("worksheet", "sheetData", "row", "c", "is", "t", "v"):
        xml = xml.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>")
        xml = xml.replace(f"</{tag}>", f"</x:{tag}>")
    xml = xml.replace("xmlns=", "xmlns:x=")
    found, problems = read(path, workbook(path, {"A": xml}))
    assert [row.member.figures for row in found] == [{"savers": 12}]
    assert problems == []


def test_cells_far_out_take_no_space(path: Path) -> None:
    xml = sheet([HEADER, ["Quỹ A", 12]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    found, problems = read(path, workbook(path, {"A": xml}))
    assert [row.member.figures for row in found] == [{"savers": 12}]
    assert codes(problems) == ["workbook.row_long", "member.missing"]
    assert problems[0].place.row == 1_048_576


def test_rows_that_break_off_and_blank_ones(path: Path) -> None:
    rows = [HEADER, [], ["Quỹ A", 12], [None, None, " "], ["Quỹ B"]]
    found, problems = read(path, workbook(path, {"A": sheet(rows)}))
    assert [row.row for row in found] == [3, 5]
    assert problems == []


def test_the_sheet_with_the_members_is_found(path: Path) -> None:
    data = sheet([HEADER, ["Quỹ A", 12]])
    notes = sheet([["Ghi chú"], ["Số liệu năm 2016"]])
    found, problems = read(
        path, workbook(path, {"Bìa": notes, "Số liệu": data, "Trống": sheet([])})
    )
    assert [row.member.name for row in found] == ["Quỹ A"]
    assert codes(problems) == ["workbook.sheet_chosen"]
    assert problems[0].severity is Severity.NOTE
    assert problems[0].parameters == {"sheet": "Số liệu", "others": ["Bìa"]}
    assert problems[0].place.sheet == "Số liệu"

    _, problems = read(path, workbook(path, {"2015": data, "2016": data}))
    assert codes(problems) == ["workbook.sheet_ambiguous"]
    found, problems = read(path, workbook(path, {"2015": data, "2016": data}, hidden=["2015"]))
    assert [row.origin.sheet for row in found] == ["2016"]
    assert problems == []
    _, problems = read(path, workbook(path, {"2015": data}, hidden=["2015"]))
    assert codes(problems) == ["workbook.no_sheet"]
    _, problems = read(path, workbook(path, {"A": notes}))
    assert errors(problems)[0].code == "table.column_missing"
    assert codes(read(path, workbook(path, {"A": sheet([])}))[1]) == ["file.empty"]


def test_titles_may_stand_above_but_names_must_not_be_merged(path: Path) -> None:
    title = ["BÁO CÁO NĂM 2016"]
    good = sheet([title, [], HEADER, ["Quỹ A", 12, 5]], merged=["A1:C1", "A2:C2"])
    found, problems = read(path, workbook(path, {"A": good}))
    assert [(row.row, row.member.figures) for row in found] == [(4, {"savers": 12, "savings": 5})]
    assert problems == []
    tall = sheet([HEADER, [], ["Quỹ A", 12, 5]], merged=["A1:A2", "B1:B2", "C1:C2"])
    found, problems = read(path, workbook(path, {"A": tall}))
    assert [row.row for row in found] == [3]
    assert problems == []
    grouped = sheet(
        [["member", "Khách hàng", None], [None, "savers", "staff"], ["Quỹ A", 1, 2]],
        merged=["A1:A2", "B1:C1"],
    )
    found, problems = read(path, workbook(path, {"A": grouped}))
    merged = [problem for problem in problems if problem.code == "table.header_merged"]
    assert [problem.parameters["cells"] for problem in merged] == ["B1:C1"]
    assert merged[0].place.row == 1
    odd = sheet([HEADER, ["Quỹ A", 12, 5]], merged=["", "A1", "??:!!"])
    assert read(path, workbook(path, {"A": odd}))[1] == []


def test_a_bomb_is_refused_before_it_is_unpacked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = sheet([HEADER, ["Quỹ A", 12]]).replace("<row", f"{' ' * 3_000_000}<row")
    content = workbook(path, {"A": filled})
    assert len(content) < 20_000
    assert read(path, content)[0]
    monkeypatch.setattr(archives, "_UNPACKED_MAX", 1_000_000)
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: opened.append(1))
    _, problems = read(path, content)
    assert codes(problems) == ["workbook.too_large"]
    assert problems[0].parameters == {"size_max_mb": archives.UNPACKED_MAX_MB}
    assert opened == []


def test_a_bomb_that_lies_about_its_size_is_stopped(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = workbook(path, {"A": sheet([HEADER]) + "<!-- " + " " * 3_000_000 + "-->"})
    real = len(content)
    lying = bytearray(content)
    # The directory says a few bytes where there are millions.
    at = 0
    while (at := lying.find(b"PK\x01\x02", at)) >= 0:
        lying[at + 24 : at + 28] = struct.pack("<I", 500)
        at += 4
    assert len(lying) == real
    assert codes(read(path, bytes(lying))[1]) == ["workbook.broken"]
    path.write_bytes(content)
    archived = Archive(path)
    monkeypatch.setattr(archived, "_left", 1_000_000)
    with pytest.raises(UnreadableError, match=r"workbook\.too_large"):
        list(archived.pieces("xl/worksheets/sheet1.xml"))
    archived.close()


def test_shared_strings_have_a_limit_of_their_own(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strings = f'<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * 10_000}</sst>'
    content = workbook(path, {"A": sheet([HEADER])}, strings=strings)
    assert codes(read(path, content)[1]) == ["table.no_rows"]
    monkeypatch.setattr(workbooks, "_STRINGS_MAX_BYTES", 100_000)
    assert codes(read(path, content)[1]) == ["workbook.too_large"]


def test_an_archive_with_a_huge_or_hidden_directory(path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archived:
        for number in range(22_000):
            archived.writestr(str(number), b"")
    assert codes(read(path, made.getvalue())[1]) == ["workbook.too_large"]
    content = workbook(path, {"A": sheet([HEADER, ["Q", 1]])})
    end = content.rindex(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    assert codes(read(path, content[:end] + locator + content[end:])[1]) == ["workbook.too_large"]


def test_entities_are_not_expanded(path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"):
        contents = parts({"A": sheet([HEADER, ["Q", 1]])})
        contents[part] = bomb + contents[part]
        assert codes(read(path, archive(path, contents))[1]) == ["workbook.broken"]


def test_more_tags_than_a_small_part_has(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(path, {f"S{number}": sheet([["x"]]) for number in range(30)})
    assert codes(read(path, content)[1])[-1] == "table.column_missing"
    monkeypatch.setattr(markup, "_TAGS_MAX", 20)
    assert codes(read(path, content)[1]) == ["workbook.broken"]


def test_a_tag_without_end_is_given_up(path: Path) -> None:
    xml = sheet([HEADER, ["Q", 1]]).replace("<sheetData>", f'<sheetData a="{"x" * 3_000_000}">')
    assert codes(read(path, workbook(path, {"A": xml}))[1]) == ["workbook.broken"]


def test_damaged_and_odd_workbooks(path: Path) -> None:
    whole = workbook(path, {"A": sheet([HEADER, ["Q", 1]])})
    damaged = [
        whole[:200],
        whole[: len(whole) // 2],
        b"PK\x03\x04 but nothing else",
        b"PK\x05\x06" + bytes(10),
        workbook(path, {"A": "<worksheet"}),
        workbook(path, {"A": ""}),
        workbook(path, {"A": sheet([HEADER, ['<c r="1"><v>1</v></c>']])}),
        workbook(path, {"A": sheet([HEADER, ['<c r="A2" t="z"><v>1</v></c>']])}),
        workbook(path, {"A": sheet([HEADER, ["Q", '<c r="A2"><v>1</v></c>']])}),
        workbook(path, {"A": sheet([HEADER, ["Q", '<c r="B2"><v>many</v></c>']])}),
        workbook(path, {"A": sheet([HEADER, ["x" * 40_000]])}),
        workbook(path, {"A": sheet([HEADER]).replace('<row r="1">', '<row r="0">')}),
        workbook(path, {"A": sheet([HEADER]).replace('<row r="1">', '<row r="x">')}),
        workbook(path, {"A": sheet([["member", '<c r="B1" t="s"><v>-1</v></c>']])}),
    ]
    for content in damaged:
        rows, problems = read(path, content)
        assert codes(problems) == ["workbook.broken"], content[:300]
        assert rows == []
    assert codes(read(path, archive(path, {"[Content_Types].xml": "<Types/>"}))[1]) == [
        "workbook.broken"
    ]


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl/workbook.bin", "XLSB"), ("word/document.xml", "DOCX"), ("content.xml", "ODF"),
        ("Index/Document.iwa", "Numbers"), ("photo.jpg", "ZIP"),
    ],
)  # fmt: skip
def test_other_archives_are_named(path: Path, part: str, kind: str) -> None:
    _, problems = read(path, archive(path, {part: b"x"}))
    assert codes(problems) == ["file.kind_unread"]
    assert problems[0].parameters == {"kind": kind}


def test_a_workbook_behind_a_password(path: Path) -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_048_570)
    container += "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert codes(read(path, container)[1]) == ["file.password"]
    content = bytearray(workbook(path, {"A": sheet([HEADER, ["Q", 1]])}))
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    assert codes(read(path, bytes(content))[1]) == ["file.password"]


def test_a_compression_nobody_uses_in_workbooks(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as made:
        for name, content in parts({"A": sheet([HEADER, ["Q", 1]])}).items():
            made.writestr(name, content)
    assert codes(read(path, path.read_bytes())[1]) == ["workbook.broken"]


def test_agrees_with_another_reader(path: Path) -> None:
    source = random.Random(7)
    book = xlsxwriter.Workbook(path)
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": '#,##0 "đ"'})
    written = book.add_worksheet("Số liệu")
    kinds = {
        "nothing": lambda _: None,
        "text": lambda at: written.write_string(*at, source.choice(["Quỹ A", " x ", "1.5", "ệ"])),
        "whole": lambda at: written.write_number(*at, source.randrange(10**12)),
        "number": lambda at: written.write_number(*at, source.uniform(-1e9, 1e9), money),
        "date": lambda at: written.write_datetime(*at, date(2016, 12, 31), dated),
        "truth": lambda at: written.write_boolean(*at, source.random() < 0.5),
    }
    for row in range(200):
        for column in range(30):
            kinds[source.choice([*kinds])]((row, column))
    book.close()
    theirs = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    with Workbook(path) as opened:
        ours = dict(opened.rows(opened.sheets[0]))
    for row, cells in enumerate(theirs, start=1):
        mine = [*ours.get(row, [])]
        mine += [""] * (len(cells) - len(mine))
        assert [_as_theirs(cell) for cell in mine] == [_kind(cell) for cell in cells]


def _as_theirs(cell: Cell) -> object:
    if isinstance(cell, Oddity):
        return cell.code
    return float(cell) if isinstance(cell, int | Fraction) else cell


def _kind(cell: object) -> object:
    if isinstance(cell, bool):
        return "number.is_boolean"
    return "number.is_date" if isinstance(cell, date) else cell


def test_letters_of_columns() -> None:
    assert [letters_of(index) for index in (0, 25, 26, 701, 702, 16383)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
    assert all(index_of(letters_of(index)) == index for index in range(17_000))
    for wrong in ("", "ABCD", "1", "Ă"):
        with pytest.raises(ValueError, match=f"^{wrong}$"):
            index_of(wrong)
