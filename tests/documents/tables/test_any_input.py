"""Whatever a file holds, it gives members or problems that can be said, and never an exception."""

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.tables.files import ELEMENTS, archive, parts, read, sheet

from tcvm.documents.tables import read_rows
from tcvm.documents.tables.report import LISTED_MAX
from tcvm.documents.words import line
from tcvm.domain.problems import Problem, errors

anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = ["member", "category", *ELEMENTS, "opening_total_assets", "Tổ chức", "", "zz"]
CELLS = ["", "5", "-5", "1.234.567", "1,234", "2,5", "1e5", "NaN", "-", "x", "Quỹ Ước", '"', "\x00",
         "\u200b", "9" * 80, "12%", "(3)", "0", "official", "\ufeff", "a\nb", "=1+1"]  # fmt: skip
CSV = "member,category,savers,gross_loan_portfolio,overdue_1_30\nQuỹ Ánh Dương,official,12,500,3\n"
BOOK = [
    ["member", "savers", "gross_loan_portfolio", "overdue_1_30"],
    ["Quỹ Ánh Dương", 12, 500.5, 3],
    ["Quỹ Bình Minh", '<c r="B3" t="s"><v>0</v></c>', '<c r="C3" t="e"><v>#N/A</v></c>', None],
    ["Quỹ Cát Tường", '<c r="B4" s="1"><v>42735</v></c>', '<c r="C4"><f>A1</f></c>', None],
]
STRINGS = '<sst xmlns="x"><si><t>7</t></si></sst>'
STYLES = '<styleSheet xmlns="x"><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'


def hold(path: Path, content: bytes | str, decimal: str = ".") -> None:
    """Read the content; every outcome must be one that a person can be told."""
    members, problems = read(path, content, decimal=decimal)
    agree([row.member.figures for row in members], problems)
    names = [row.member.name.casefold() for row in members]
    assert len(names) == len(set(names))


def agree(figures: list[dict[str, object]], problems: list[Problem]) -> None:
    assert figures or errors(problems)
    assert len(problems) <= LISTED_MAX + 1
    for found in figures:
        assert all(type(value) in (int, Fraction) for value in found.values())
    for problem in problems:
        for locale in ("vi", "en"):
            said = line(problem, locale)
            assert said.isprintable() or "\u00a0" in said


@anything
@given(st.binary(max_size=3_000))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    hold(tmp_path / "members.csv", content)


@anything
@given(st.text(max_size=600), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-8-sig"]))
def test_any_text(tmp_path: Path, text: str, encoding: str) -> None:
    hold(tmp_path / "members.csv", f"member,savers\n{text}".encode(encoding, "replace"))


@anything
@given(
    header=st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=9),
    rows=st.lists(st.lists(st.sampled_from(CELLS) | st.text(max_size=8), max_size=9), max_size=6),
    delimiter=st.sampled_from(",;\t|"),
    decimal=st.sampled_from(".,"),
    quoted=st.booleans(),
)
def test_any_table(
    tmp_path: Path,
    *,
    header: list[str],
    rows: list[list[str]],
    delimiter: str,
    decimal: str,
    quoted: bool,
) -> None:
    lines = [
        delimiter.join('"' + cell.replace('"', '""') + '"' if quoted else cell for cell in cells)
        for cells in [header, *rows]
    ]
    content = "\n".join(lines).encode("utf-8", "replace")
    hold(tmp_path / "members.csv", content, decimal)


@anything
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.booleans()), max_size=6))
def test_a_damaged_text(tmp_path: Path, edits: list[tuple[float, bytes, bool]]) -> None:
    hold(tmp_path / "members.csv", damaged((CSV * 3).encode(), edits))


@anything
@given(
    st.sampled_from([*parts({"A": ""}, strings=" ", styles=" ")]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.booleans()), max_size=4),
)
def test_a_damaged_part_of_a_workbook(
    tmp_path: Path, name: str, edits: list[tuple[float, bytes, bool]]
) -> None:
    contents: dict[str, str | bytes] = {**parts({"A": sheet(BOOK)}, strings=STRINGS, styles=STYLES)}
    contents[name] = damaged(str(contents[name]).encode(), edits)
    hold(tmp_path / "members.xlsx", archive(tmp_path / "made", contents))


@anything
@given(
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.booleans()), max_size=4),
    st.floats(0, 1),
)
def test_a_damaged_workbook(
    tmp_path: Path, edits: list[tuple[float, bytes, bool]], kept: float
) -> None:
    contents = parts({"A": sheet(BOOK)}, strings=STRINGS, styles=STYLES)
    content = damaged(archive(tmp_path / "made", contents), edits)
    hold(tmp_path / "members.xlsx", content)
    hold(tmp_path / "members.xlsx", content[: int(len(content) * kept)])


def damaged(content: bytes, edits: list[tuple[float, bytes, bool]]) -> bytes:
    """The content with bytes replaced, or put in between, at parts of its length."""
    for where, edit, between in edits:
        at = int(where * len(content))
        content = content[:at] + edit + content[at if between else at + len(edit) :]
    return content


@pytest.mark.parametrize("seed", range(40))
def test_a_workbook_with_wrong_tags(tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    contents: dict[str, str | bytes] = {**parts({"A": sheet(BOOK)}, strings=STRINGS, styles=STYLES)}
    for _ in range(3):
        name = source.choice([*contents])
        text = str(contents[name])
        words = [
            "<v>",
            "</v>",
            "<f>",
            "<c r=",
            't="s"',
            'r="',
            "<row",
            "<t>",
            's="1"',
            "sheet",
            "Id",
        ]
        contents[name] = text.replace(source.choice(words), source.choice(words), 1)
    hold(tmp_path / "members.xlsx", archive(tmp_path / "made", contents))


values = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.fractions()
    | st.text(max_size=9) | st.sampled_from(CELLS) | st.binary(max_size=3)
)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), values, max_size=6), max_size=5))
def test_any_rows(rows: list[dict[str, object]]) -> None:
    reader = read_rows(rows, ELEMENTS, name="rows")
    agree([row.member.figures for row in reader], reader.problems)  # type: ignore[misc]
