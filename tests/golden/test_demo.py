"""The demo's rounds: complete, true to what MIX Market published, and rated as expected."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from importlib.resources import as_file, files

import pytest

from tcvm.documents.catalogue import elements, indicators, scheme
from tcvm.domain.indicators.definitions import Kind
from tcvm.domain.indicators.evaluate import evaluator
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member, Rules, Status
from tests.golden.cases import HERE, number, read, table

DEMO = files("tcvm.demo")
MANIFEST = tomllib.loads((DEMO / "demo.toml").read_text(encoding="utf-8"))
YEARS = {entry["year"]: entry["file"] for entry in MANIFEST["rounds"]}
ATTRIBUTES = ("member", "category", "legal_form")
RATIOS = {
    "oer": ("published_oer", 4),
    "roa": ("published_roa", 4),
    "oss": ("published_oss", 4),
    "par_30": ("published_par_30", 4),
    "borrowers_per_loan_officer": ("published_borrowers_per_loan_officer", 0),
    "borrowers_per_staff": ("published_borrowers_per_staff", 0),
}


def _rows(file: str) -> list[dict[str, str]]:
    with as_file(DEMO / file) as path:
        return read(path)


def _member(row: dict[str, str]) -> Member:
    figures = {code: number(text) for code, text in row.items() if text and code not in ATTRIBUTES}
    return Member(row["member"], Category(row["category"]), row["legal_form"], figures)


def _columns() -> set[str]:
    stocks = [code for code, element in elements().items() if element.kind is Kind.STOCK]
    around = {f"{when}_{code}" for code in stocks for when in ("opening", "average")}
    return {*ATTRIBUTES, *elements(), *around}


def _rated() -> dict[tuple[int, str], tuple[str, str, str, str]]:
    rules = Rules(scheme(MANIFEST["scheme"]), indicators())
    found = {}
    for year, file in YEARS.items():
        for row in _rows(file):
            card = rules.score(_member(row))
            found[year, row["member"]] = (
                card.status.value,
                "" if card.points is None else str(card.points),
                "" if card.grade is None else card.grade.code,
                " ".join(card.missing),
            )
    return found


def test_every_round_has_its_file_and_every_file_its_round() -> None:
    shipped = {entry.name for entry in DEMO.iterdir() if entry.name.startswith("mix-")}
    assert set(YEARS.values()) == shipped
    assert set(YEARS) == {2012, 2013, 2014, 2017}
    for entry in MANIFEST["rounds"]:
        assert str(entry["as_of"]) == f"{entry['year']}-12-31"
        assert entry["title"]["vi"] != entry["title"]["en"]


@pytest.mark.parametrize("file", [*YEARS.values(), "example.csv"])
def test_columns_are_the_catalogue_s(file: str) -> None:
    assert set(_rows(file)[0]) <= _columns()


def test_derived_columns_are_columns() -> None:
    derived = {column for entry in MANIFEST["derived"] for column in entry["columns"]}
    assert derived <= set(_rows(YEARS[2014])[0])
    attribution = (DEMO / "ATTRIBUTION.md").read_text(encoding="utf-8")
    for column in _rows(YEARS[2014])[0]:
        if column != "category":
            assert f"`{column}`" in attribution


@pytest.mark.parametrize("file", [*YEARS.values(), "example.csv"])
def test_figures_keep_to_their_elements(file: str) -> None:
    for row in _rows(file):
        given = _member(row).figures
        for code, value in given.items():
            element = elements()[code.removeprefix("average_").removeprefix("opening_")]
            assert not isinstance(value, tuple)
            assert element.negative or value >= 0
            assert not element.whole_numbers or value.denominator == 1
            for whole in element.part_of:
                limit = given.get(code.replace(element.code, whole))
                assert limit is None or isinstance(limit, tuple) or value <= limit, (row, code)


def test_members_are_rated_as_expected() -> None:
    expected = {
        (int(case["year"]), case["member"]): (
            case["status"],
            case["points"],
            case["class"],
            case["missing"],
        )
        for case in table("demo")
    }
    assert _rated() == expected


def test_ratios_are_those_mix_published() -> None:
    """Each row is found again among MIX's by its year, borrowers and portfolio."""
    key = ("active_borrowers", "gross_loan_portfolio")
    mix = {
        (row["year"], *(row[code] for code in key)): row
        for row in read(HERE / "data" / "mix_years.csv")
    }
    compared = 0
    for year, file in YEARS.items():
        for row in _rows(file):
            published = mix[str(year), *(row[code] for code in key)]
            for code, (column, decimals) in RATIOS.items():
                value = evaluator(indicators()[code].formula)(_member(row).figures)
                if value is None or not published[column]:
                    continue
                apart = abs(value - number(published[column]))
                # MIX calculated before it rounded to whole dollars: less than one last place.
                assert apart < Fraction(1, 10**decimals), (year, row["member"], code)
                compared += 1
    assert compared == 116


def test_the_example_shows_every_class_and_status() -> None:
    rules = Rules(scheme("vmfwg-2014"), indicators(), exchange_rate=Fraction(22720))
    cards = [rules.score(_member(row)) for row in _rows("example.csv")]
    assert [card.grade.code for card in cards if card.grade] == ["A", "B", "C", "D"]
    assert {card.status for card in cards} == set(Status)
    assert {card.member.category for card in cards} == set(Category)
