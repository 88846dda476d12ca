"""The class under each other way of reading the scheme, and under another exchange rate.

Every reading that has alternatives is turned, one at a time, with all else as it is; so is the
exchange rate by five per cent either way. What changes the class is what a member or the board
will ask about first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tcvm.domain.indicators.definitions import Indicator, Unit
from tcvm.domain.scoring.scheme import Scheme
from tcvm.domain.scoring.score import Rules, Scorecard, Status

#: The exchange rate is moved by this share either way (VMFWG's own year ends differ by 2.5 %).
RATE_SHIFT = Fraction(5, 100)
#: The code under which a moved exchange rate stands among the readings.
RATE = "exchange_rate"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One other way of reading: the reading's code, its other value, and the rules it comes to."""

    reading: str
    value: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class OtherResult:
    """What a member would have under an alternative; None where figures for it are missing."""

    reading: str
    value: str
    points: int | None
    grade: str | None
    changes_class: bool


class Alternatives:
    """All alternatives to one set of rules, made ready once."""

    def __init__(self, rules: Rules) -> None:
        """Turn every reading that has alternatives, and the rate where money is converted."""
        self.rules = rules
        self.all = tuple(_alternatives(rules))

    def of(self, card: Scorecard) -> tuple[OtherResult, ...]:
        """The results of a rated member under every alternative; none for a member not rated."""
        if card.status is not Status.RATED:
            return ()
        return tuple(_other(card, alternative) for alternative in self.all)


def _alternatives(rules: Rules) -> list[Alternative]:
    scheme = rules.scheme
    found = [
        Alternative(
            reading.code, value, _rules(rules, scheme.reading_with(reading, value), Fraction(1))
        )
        for reading in scheme.readings
        for value in reading.alternatives
    ]
    if any(column.unit is Unit.MONEY for column in scheme.columns):
        found += [
            Alternative(RATE, sign + "5%", _rules(rules, scheme, 1 + shift))
            for sign, shift in (("-", -RATE_SHIFT), ("+", RATE_SHIFT))
        ]
    return found


def _rules(rules: Rules, scheme: Scheme, factor: Fraction) -> Rules:
    indicators: Mapping[str, Indicator] = rules.indicators
    rate = rules.exchange_rate * factor
    return Rules(scheme, indicators, exchange_rate=rate, months=rules.months)


def _other(card: Scorecard, alternative: Alternative) -> OtherResult:
    other = alternative.rules.score(card.member)
    grade = other.grade.code if other.grade is not None else None
    own = card.grade.code if card.grade is not None else None
    changes = grade is not None and grade != own
    return OtherResult(alternative.reading, alternative.value, other.points, grade, changes)
