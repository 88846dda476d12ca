"""The columns of a members' table, from the catalogue and the words for them."""

from __future__ import annotations

from docs.generator.markdown import UNITS, code, codes, page, table
from tcvm.documents import catalogue
from tcvm.documents.words import entries
from tcvm.domain.indicators.definitions import Element, Kind
from tcvm.domain.indicators.formula import lineage
from tcvm.domain.scoring.scheme import Category, Scheme

INTRODUCTION = """
`tcvm rate` and `tcvm indicators` read a CSV or XLSX file with one row of column names and one row a
member; `tcvm.rate` takes the same columns as keys of a mapping. Columns may stand in any order. A
column may be named by its code or by its Vietnamese or English name: upper and lower case, spaces
and underscores make no difference. A column that is not known is left unread, with a warning that
names the nearest known one.

**An empty cell means not reported.** It is never read as zero: a member that lacks a figure which
the scheme needs is *incomplete* and has no class. A member that takes no savings writes 0.

**Numbers** have the decimal sign of `--decimal` (a point unless told otherwise). Thousands may be
separated by the other sign, a space or an apostrophe, always in threes. A minus before the number,
or parentheses around it, make it negative. What could be read in two ways is refused, not guessed.

**Amounts** are all in one currency: VND, or USD with `--currency USD`. They are whole amounts, not
thousands or millions.

**Files.** CSV with comma, semicolon or tab, in UTF-8 (with or without a mark), UTF-16 or
Windows-1258; XLSX with its last saved results of formulas. What kind a file is, is seen from its
content and not from its name.
"""

WHO = """
## Who the member is

`member` alone is required, and must differ from row to row.
"""

FIGURES = """
## What it reports

The mark ● stands where `vmfwg-2014` needs the figure for a class, ○ where only an indicator beside
the score rests on it. *Part of* names figures that a figure may not exceed.
"""

TIMES = """
## Openings and averages

Every stock may also be given at its opening, as `opening_CODE`, and as the average over the year
that the member itself reports, as `average_CODE`. An annual average is taken from the reported
average where there is one, else from opening and closing. So `oer` needs one of
`opening_gross_loan_portfolio` and `average_gross_loan_portfolio`, and `roa` one of
`opening_total_assets` and `average_total_assets`.
"""


def pages() -> dict[str, str]:
    """The page of input columns."""
    scheme = catalogue.scheme("vmfwg-2014")
    elements = catalogue.elements()
    figures = table(
        ["column", "", "English name", "Vietnamese name", "unit", "kind", "part of"],
        [_figure(element, scheme) for element in elements.values()],
        align="lc",
    )
    stocks = [
        [code(f"{time}_{element.code}"), *_named(time, element)]
        for element in elements.values()
        if element.kind is Kind.STOCK and not element.code.startswith("opening_")
        for time in ("opening", "average")
    ]
    times = table(["column", "English name", "Vietnamese name"], stocks)
    negative = codes(element.code for element in elements.values() if element.negative)
    rule = f"Below zero only {negative} may lie. Definitions stand under [Elements](elements.md)."
    return {
        "reference/input-columns.md": page(
            "Input columns", INTRODUCTION, WHO, _who(scheme), FIGURES, figures, rule, TIMES, times
        )
    }


def _who(scheme: Scheme) -> str:
    forms = next(axis for axis in scheme.peer_axes if axis.figure == "legal_form")
    values = {
        "member": "The member's name, up to a line of text.",
        "category": "One of the categories below; `official` where the cell is empty.",
        "legal_form": "A legal form of the scheme's peer groups: "
        + "; ".join(f"`{group.code}` {group.name.en}" for group in forms.groups)
        + ". Any other text is kept and shown, and stands in no group.",
    }
    columns = table(
        ["column", "English name", "Vietnamese name", "also accepted", "holds"],
        [
            [
                code(name),
                *_names(name),
                holds,
            ]
            for name, holds in values.items()
        ],
    )
    categories = table(
        ["category", "English name", "Vietnamese name", "also accepted", "yearly fee"],
        [
            [
                code(category),
                *_names(category),
                f"{scheme.flat_fees_vnd[category]:,} VND"
                if category in scheme.flat_fees_vnd
                else "by class",
            ]
            for category in Category
        ],
    )
    between = "The categories of membership; only official members are scored:"
    return f"{columns}\n\n{between}\n\n{categories}"


def _names(name: str) -> list[str]:
    entry = entries("columns")[name]
    return [entry["en"], entry["vi"], "; ".join(entry.get("also", ()))]


def _figure(element: Element, scheme: Scheme) -> list[str]:
    needed = {
        figure
        for column in scheme.columns
        for figure in lineage(catalogue.indicators()[column.indicator or ""].formula)
    }
    return [
        code(element.code),
        "●" if element.code in needed else "○",
        element.name.en,
        element.name.vi,
        UNITS[element.unit],
        element.kind,
        codes(element.part_of),
    ]


def _named(time: str, element: Element) -> list[str]:
    pattern = entries("columns")[time]
    return [pattern[locale].format(name=element.name.said_in(locale)) for locale in ("en", "vi")]
