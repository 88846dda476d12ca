"""Rows that a program holds are checked as those of a file."""

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.documents.tables.files import ELEMENTS, codes

from tcvm.documents.tables import read_rows


def test_rows_of_text_and_numbers() -> None:
    rows = [
        {"member": "A", "savers": 5, "savings": Decimal("2.50"), "net_income": -0.1},
        {"member": "B", "savers": "1,234", "total_assets": Fraction(6, 3), "savings": None},
        {"member": "C", "savings": Fraction(1, 3), "total_assets": 7.0},
    ]
    reader = read_rows(rows, ELEMENTS, name="rows")
    found = [(row.row, row.member.figures) for row in reader]
    assert found == [
        (1, {"savers": 5, "savings": Fraction(5, 2), "net_income": Fraction(-1, 10)}),
        (2, {"savers": 1234, "total_assets": 2}),
        (3, {"savings": Fraction(1, 3), "total_assets": 7}),
    ]
    assert reader.problems == []
    assert all(isinstance(row["savers"], int) for _, row in found[:2])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "number.is_boolean"),
        (float("nan"), "number.not_finite"),
        (float("-inf"), "number.not_finite"),
        (Decimal("NaN"), "number.not_finite"),
        (Decimal("1E+999999"), "number.too_long"),
        (Decimal("1E-999999"), "number.too_long"),
        pytest.param(10**5000, "number.too_long", id="5,000 digits"),
        ([1], "number.malformed"),
        (-1, "number.negative"),
        (Fraction(1, 2), "number.not_whole"),
        ("five", "number.malformed"),
    ],
)
def test_what_cannot_be_a_figure(value: object, code: str) -> None:
    reader = read_rows([{"member": "A", "savers": value}], ELEMENTS, name="rows")
    assert list(reader) == []
    assert codes(reader.problems) == [code]
    assert str(reader.problems[0].place) == "rows:1:savers"


def test_no_rows() -> None:
    for nothing in ([], [{}]):
        reader = read_rows(nothing, ELEMENTS)
        assert list(reader) == []
        assert codes(reader.problems) == ["file.empty"]


def test_a_zero_of_any_exponent_is_zero() -> None:
    reader = read_rows([{"member": "A", "savers": Decimal("0E+999999")}], ELEMENTS)
    assert [row.member.figures for row in reader] == [{"savers": 0}]


def test_members_of_any_kind() -> None:
    rows = [{"member": 7}, {"member": 10**5000}, {"member": True}, {"member": 2.5}]
    reader = read_rows(rows, ELEMENTS)
    assert [row.member.name for row in reader] == ["7", "2.5"]
    assert codes(reader.problems) == ["member.text_expected"] * 2
