"""The catalogue's elements, indicators and exchange rates."""

from __future__ import annotations

from docs.generator.markdown import LOCALE, UNITS, code, codes, fence, page, table, value_text
from tcvm.documents import catalogue
from tcvm.documents.words import number
from tcvm.domain.indicators.definitions import Element, Example, Indicator, Unit
from tcvm.domain.indicators.formula import ENGLISH, VIETNAMESE, lineage, render, source

ELEMENTS = """
An element is a figure that a member reports. A *stock* stands at a date, the last day of the
year; a *flow* runs over the year. Each stands in a file of its own under
`src/tcvm/catalogue/elements`; [Catalogue files](catalogue-files.md) describes the form.
"""

INDICATORS = """
An indicator is calculated from elements by a formula. The formula language has arithmetic,
`average(stock)` and `annualise(flow)`, and nothing else. A ratio whose denominator is zero or not
reported has no value. `tcvm indicators FILE` gives all that a file's figures allow. The tests
calculate every example below.
"""

RATES = """
VND per USD at year end. Only a rate that was read on a page, with its source, stands here. `tcvm
rate --year` uses the rate that the scheme itself names for the year, else the one marked ● here;
for a year without one, `--rate` must be given.
"""

DIRECTIONS = {
    "higher": "higher is better",
    "lower": "lower is better",
    "none": "neither way is better",
}


def pages() -> dict[str, str]:
    """The pages of elements, indicators and rates."""
    return {
        "reference/elements.md": page(
            "Elements", ELEMENTS, *map(_element, catalogue.elements().values())
        ),
        "reference/indicators.md": page(
            "Indicators", INDICATORS, _overview(), *map(_indicator, catalogue.indicators().values())
        ),
        "reference/exchange-rates.md": page("Exchange rates", RATES, _rates()),
    }


def _element(element: Element) -> str:
    facts = [UNITS[element.unit], element.kind]
    if element.negative:
        facts.append("may be negative")
    if element.part_of:
        facts.append(f"part of {codes(element.part_of)}")
    users = [
        one.code for one in catalogue.indicators().values() if element.code in lineage(one.formula)
    ]
    if users:
        facts.append(f"used by {', '.join(f'[`{user}`](indicators.md#{user})' for user in users)}")
    return "\n\n".join(
        [
            f"## {element.code}",
            f"**{element.name.en}** · {element.name.vi} — {'; '.join(facts)}.",
            element.definition.en,
            f"*{element.definition.vi}*",
            f"Source: {element.source}.",
        ]
    )


def _overview() -> str:
    rows = [
        [f"[`{one.code}`](#{one.code})", one.name.en, one.name.vi, code(source(one.formula))]
        for one in catalogue.indicators().values()
    ]
    return table(["indicator", "English name", "Vietnamese name", "formula"], rows)


def _indicator(indicator: Indicator) -> str:
    names = {
        locale: {one.code: one.name.said_in(locale) for one in catalogue.elements().values()}
        for locale in ("vi", "en")
    }
    facts = (
        f"{UNITS[indicator.unit]}; {DIRECTIONS[indicator.direction]}; version {indicator.version}"
    )
    spoken = (
        f"- {render(indicator.formula, ENGLISH, names['en'])}\n"
        f"- {render(indicator.formula, VIETNAMESE, names['vi'])}"
    )
    return "\n\n".join(
        [
            f"## {indicator.code}",
            f"**{indicator.name.en}** · {indicator.name.vi} — {facts}.",
            fence(source(indicator.formula), "text"),
            spoken,
            indicator.definition.en,
            f"*{indicator.definition.vi}*",
            f"Source: {indicator.source}.",
            _examples(indicator),
        ]
    )


def _examples(indicator: Indicator) -> str:
    rows = [
        [
            ", ".join(f"`{name}` {number(value, LOCALE)}" for name, value in example.figures),
            _printed(example, indicator.unit),
            example.source,
        ]
        for example in indicator.examples
    ]
    return table(["worked example", "value", "source"], rows, align="lr")


def _printed(example: Example, unit: Unit) -> str:
    if unit is Unit.PERCENT:
        return value_text(example.value, unit)
    return number(example.value, LOCALE, example.places)


def _rates() -> str:
    rows = [
        [
            str(rate.year),
            rate.date.isoformat(),
            number(rate.vnd_per_usd, LOCALE),
            "●" if rate.rating else "",
            rate.kind.en,
            rate.source,
        ]
        for rate in catalogue.rates()
    ]
    named = [
        f"- `{name}` names {number(rate.vnd_per_usd, LOCALE)} for {rate.year}: {rate.source.en}."
        for name in catalogue.scheme_codes()
        for rate in catalogue.scheme(name).rates
    ]
    heads = ["year", "date", "VND per USD", "", "whose rate", "where it was read"]
    return (
        table(heads, rows, align="llrc") + "\n\nRates that a scheme names:\n\n" + "\n".join(named)
    )
