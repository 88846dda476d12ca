"""The sentence of a finding in a rating scheme, and intervals in words."""

from __future__ import annotations

from fractions import Fraction

from tcvm.documents.words.entries import label
from tcvm.documents.words.numbers import number, percent
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.check import Finding
from tcvm.domain.scoring.interval import Interval

FILE = "findings"


def finding_sentence(finding: Finding, locale: str) -> str:
    """What is wrong with a scheme, where, over which values, and what closes it, if anything."""
    closed = [label(FILE, f"closed_by.{step}", locale) for step in finding.closed_by]
    column = f"{finding.column} ({finding.group})" if finding.group else finding.column
    return label(
        FILE,
        f"fault.{finding.fault}",
        locale,
        column=column,
        name=finding.name,
        values=values_of(finding, locale),
        closed=", ".join(closed) or label(FILE, "closed_by.nothing", locale),
    )


def values_of(finding: Finding, locale: str) -> str:
    """The values a finding is about: those at the printed step where it has some, else all."""
    at_step = finding.first is not None or finding.last is not None
    interval = Interval(finding.first, finding.last) if at_step else finding.interval
    return "" if interval is None else interval_text(interval, finding.unit, locale)


def interval_text(interval: Interval, unit: Unit | None, locale: str) -> str:
    """An interval as a person reads it: `4.500–4.999`, `> 15 %`, `> 2 % and < 2.1 %`."""
    low, high = interval.low, interval.high
    if low is not None and high is not None:
        return _two_sided(interval, low, high, unit, locale)
    if low is not None:
        return f"{'≥' if interval.low_included else '>'} {_value(low, unit, locale)}"
    if high is not None:
        return f"{'≤' if interval.high_included else '<'} {_value(high, unit, locale)}"
    return label(FILE, "interval.all", locale)


def _two_sided(
    interval: Interval, low: Fraction, high: Fraction, unit: Unit | None, locale: str
) -> str:
    first, last = _value(low, unit, locale), _value(high, unit, locale)
    if low == high:
        return first
    if interval.low_included and interval.high_included:
        return f"{first}–{last}"
    left = "≥" if interval.low_included else ">"
    right = "≤" if interval.high_included else "<"
    return label(FILE, "interval.both", locale, low=f"{left} {first}", high=f"{right} {last}")


def _value(value: Fraction, unit: Unit | None, locale: str) -> str:
    return percent(value, locale, None) if unit is Unit.PERCENT else number(value, locale)
