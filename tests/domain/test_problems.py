"""Problems and the addresses they stand at."""

import pytest

from tcvm.domain.problems import Place, Problem, Severity, errors
from tcvm.domain.text import Text, neutral


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place("a.csv", row=3, column="savers"), "a.csv:3:savers"),
        (Place("a.xlsx", "Sheet1", 3, "savers"), "a.xlsx[Sheet1]:3:savers"),
        (Place("a.csv", column="savers"), "a.csv::savers"),
        (Place("a.csv", row=3), "a.csv:3:"),
        (Place("a.csv"), "a.csv"),
    ],
)
def test_an_address_names_file_row_and_column(place: Place, address: str) -> None:
    assert str(place) == address


def test_only_errors_block() -> None:
    error, warning = Problem("x"), Problem("y", Severity.WARNING)
    assert errors([error, warning]) == [error]
    assert error.at(Place("f")).place.file == "f"


def test_vietnamese_is_the_first_language() -> None:
    text = Text("một", "one")
    assert [text.said_in(locale) for locale in ("vi", "en", "en-gb", "fr")] == [
        "một",
        "one",
        "one",
        "một",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@x", "\tx", "  =1", "＝1"])
def test_text_that_begins_like_a_formula_is_made_inert(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Quỹ A", "", "a=1", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text
