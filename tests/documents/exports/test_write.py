"""Tables written out: nothing runs, nothing is lost, and an empty table still has its head."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tcvm.documents.exports.tables import About, OutTable
from tcvm.documents.exports.write import flat, write_csv, write_json, write_xlsx
from tcvm.documents.tables.sheets import sheet_names, sheet_rows

ABOUT = About("Giới thiệu", [("Mạng lưới", "=1+1")], {"network": "a"})
WHEN = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
ROWS: list[list[object]] = [
    ["=HYPERLINK(A1)", 7, True, dt.date(2026, 1, 31), WHEN, None],
    ["@cmd", 0, False, dt.date(1899, 1, 1), None, "+84"],
]


def table(rows: list[list[object]], code: str = "t") -> OutTable:
    columns = ["a", "b", "c", "d", "e", "f"]
    return OutTable(code, "Bảng", columns, columns, rows)  # type: ignore[arg-type]


def counted() -> tuple[list[int], io.BytesIO]:
    return [], io.BytesIO()


def test_a_workbook_holds_text_as_text_and_dates_as_dates(tmp_path: Path) -> None:
    told, out = counted()
    write_xlsx(out, ABOUT, [table(ROWS), OutTable("n", "Rỗng", ["x"], ["X"], [])], told.append)
    path = tmp_path / "out.xlsx"
    path.write_bytes(out.getvalue())
    assert sheet_names(path) == ("Giới thiệu", "Bảng", "Rỗng")
    rows = list(sheet_rows(path, "Bảng", str.isupper))
    assert rows[1][1][0] == "=HYPERLINK(A1)"
    assert rows[1][1][3] == dt.date(2026, 1, 31)
    assert rows[2][1][3] == "1899-01-01"
    assert [cells for _, cells in sheet_rows(path, "Rỗng", str.isupper)] == [["X"]]
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    assert told == [2]


def test_csv_is_neutral_in_every_cell() -> None:
    told, out = counted()
    write_csv(out, ABOUT, [table(ROWS)], told.append)
    with zipfile.ZipFile(out) as archive:
        read = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    rows = list(csv.reader(io.StringIO(read["t.csv"])))
    assert rows[1] == ["'=HYPERLINK(A1)", "7", "1", "2026-01-31", WHEN.isoformat(), ""]
    assert rows[2][5] == "'+84"
    assert "'=1+1" in read["about.csv"]


def test_json_is_one_document_with_everything_as_it_is() -> None:
    told, out = counted()
    write_json(out, ABOUT, [table(ROWS), table([], "none")], told.append)
    read = json.loads(out.getvalue())
    assert (read["schema"], read["about"]) == ("tcvm-export-1", {"network": "a"})
    assert read["t"][0]["a"] == "=HYPERLINK(A1)"
    assert (read["t"][1]["c"], read["t"][1]["f"], read["none"]) == (False, "+84", [])


@given(st.text(st.sampled_from("=+-@\t\r\n ＝＠a"), max_size=6))
def test_no_text_begins_a_formula(text: str) -> None:
    first = flat(text).lstrip(" ")[:1]
    assert first not in tuple("=+-@\t\r\n＝＋－＠")
