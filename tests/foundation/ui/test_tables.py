"""The table: what an address asks for, in which order, on which page; what it says when empty."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tcvm.foundation.ui import tables
from tcvm.foundation.ui.tables import Cell, Chosen, Column, Empty, Filter, Row

COLUMNS = (
    Column("name", "Member", sorts=True),
    Column("clients", "Borrowers", unit="persons", number=True, sorts=True),
    Column("action", "Action", unseen=True),
)
NOTHING = Empty("Nothing yet.", "/new/", "Add one")


def row(name: str, clients: int | None) -> Row:
    return Row(tables.cells(name, str(clients), Cell()), {"name": name, "clients": clients})


ROWS = [row("an", 3), row("binh", None), row("chi", 1), row("dung", 3), row("em", 2)]


def shown(query: dict[str, str], size: int = 2) -> tables.Table:
    asked = Chosen.of(query, sorts=("name", "clients"), filters={"q": None, "state": ("late",)})
    return tables.table(
        "sample", "Sample", COLUMNS, ROWS, asked=asked, usual="name", size=size, empty=NOTHING
    )


def names(table: tables.Table) -> list[str]:
    return [one.cells[0].text for one in table.rows]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["an", "binh", "chi", "dung", "em"]),
        ("-name", ["em", "dung", "chi", "binh", "an"]),
        # Ties stand as they came; what is not known stands last whichever way the others run.
        ("clients", ["chi", "em", "an", "dung", "binh"]),
        ("-clients", ["an", "dung", "em", "chi", "binh"]),
        ("--clients", ["an", "binh", "chi", "dung", "em"]),
        ("secret", ["an", "binh", "chi", "dung", "em"]),
    ],
)
def test_rows_stand_as_the_address_asks(sort: str, order: list[str]) -> None:
    assert names(shown({"sort": sort}, size=9)) == order


@pytest.mark.parametrize(
    ("page", "expected"),
    [("1", 1), ("2", 2), ("99", 3), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("9" * 30, 3)],
)
def test_a_page_that_is_not_there_is_the_nearest(page: str, expected: int) -> None:
    table = shown({"page": page})
    assert table.asked.page == expected
    assert names(table) == [one.cells[0].text for one in ROWS][2 * expected - 2 : 2 * expected]


def test_links_keep_the_rest_of_the_address() -> None:
    table = shown({"q": " hoa  sen ", "state": "late", "sort": "clients", "page": "2"})
    assert table.before == "?q=hoa+sen&state=late&sort=clients"
    assert table.after == "?q=hoa+sen&state=late&sort=clients&page=3"
    name, clients, action = table.heads
    # Another order begins at the first page; the same column turns; the usual order needs no word.
    assert name.href == "?q=hoa+sen&state=late"
    assert clients.href == "?q=hoa+sen&state=late&sort=-clients"
    assert (name.sorted, clients.sorted, action.href) == ("", "ascending", "")
    assert shown({"sort": "-clients"}).heads[1].sorted == "descending"
    assert [one for *_, one in table.orders] == [False, False, True, False]


def test_a_filter_takes_only_what_it_knows() -> None:
    asked = Chosen.of({"state": "gone", "q": "x" * 300, "other": "1"}, filters={"state": ("late",)})
    assert asked.kept == ()
    assert asked.query() == "?"
    long = Chosen.of({"q": "x" * 300}, filters={"q": None})
    assert long.get("q") == "x" * tables.QUERY_LENGTH
    assert long.get("state") == ""


@pytest.mark.parametrize(
    ("locale", "page", "said"),
    [("en", "3", "1,201–1,800 of 1,801"), ("vi", "4", "1.801–1.801 trên 1.801")],
)
def test_the_count_is_said_in_the_readers_language(locale: str, page: str, said: str) -> None:
    rows = [row(str(number), number) for number in range(1_801)]
    with override(locale):
        table = tables.table(
            "sample", "", COLUMNS, rows, asked=Chosen.of({"page": page}), size=600, empty=NOTHING
        )
        assert table.count_text == said


def test_an_empty_table_says_what_to_do_and_counts_nothing() -> None:
    table = tables.table("sample", "Sample", COLUMNS, (), asked=Chosen(), empty=NOTHING)
    assert (table.pages, table.count_text, table.rows) == (1, "", ())
    everything = tables.table("sample", "Sample", COLUMNS, ROWS, empty=NOTHING)
    assert names(everything) == ["an", "binh", "chi", "dung", "em"]
    assert everything.count_text == ""


@given(
    st.dictionaries(st.sampled_from(["q", "state", "sort", "page", "x"]), st.text(max_size=12)),
    st.integers(min_value=1, max_value=4),
)
def test_any_address_shows_some_page_and_its_links_ask_for_what_it_shows(
    query: dict[str, str], size: int
) -> None:
    table = shown(query, size)
    assert 0 < len(table.rows) <= size
    for link in filter(None, (table.before, table.after, *(one.href for one in table.heads))):
        again = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
        asked = Chosen.of(again, sorts=("name", "clients"), filters={"q": None, "state": ("late",)})
        assert asked.query(page=asked.page) == link
        assert asked.kept == table.asked.kept  # type: ignore[attr-defined]


def test_every_cell_stands_under_its_head() -> None:
    ((one, first, rest),) = tables.table(
        "sample", "Sample", COLUMNS, [ROWS[0]], empty=NOTHING
    ).lines
    assert (one, first.text) == (ROWS[0], "an")
    assert [head.column.code for head, _ in rest] == ["clients", "action"]
    with pytest.raises(ValueError, match="zip"):
        _ = tables.table("sample", "", COLUMNS, [Row(tables.cells("an"))], empty=NOTHING).lines


def test_a_filter_is_a_choice_if_nothing_else_is_said() -> None:
    assert Filter("state", "State").kind == "choice"
