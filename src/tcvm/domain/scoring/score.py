"""From one member's figures to points, class and fee.

`Rules` is a scheme made ready once (formulas compiled, bands cut into scales) and then applied to
every member. A member with a missing figure is incomplete: no sum, no class, never a silent zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tcvm.domain.indicators.definitions import Indicator, Unit
from tcvm.domain.indicators.evaluate import (
    MONTHS_IN_YEAR,
    Absence,
    Exact,
    Figures,
    absence,
    evaluator,
    ratio,
)
from tcvm.domain.rounding import published
from tcvm.domain.scoring.check import Finding, check, unresolved
from tcvm.domain.scoring.match import Match, Scale
from tcvm.domain.scoring.scheme import Category, Column, Grade, PeerAxis, Scheme


@dataclass(frozen=True, slots=True)
class Member:
    """One member in one year: who it is, how it belongs, and the figures it reported."""

    name: str
    category: Category = Category.OFFICIAL
    legal_form: str = ""
    figures: Figures = field(default_factory=dict)


class Status(StrEnum):
    """Whether a member has a class, lacks a figure for it, or is of a category not rated."""

    RATED = "rated"
    INCOMPLETE = "incomplete"
    NOT_RATED = "not_rated"


class Score(NamedTuple):
    """One scored indicator of one member: the exact value and what it matched.

    Money is in the scheme's currency. `published` is the value as it is published, `piece` the
    index of the scale's piece that holds it. Without a value `match` is None and `absence` says
    why.
    """

    column: str
    value: Exact | None
    match: Match | None
    absence: Absence | None = None
    published: Decimal = Decimal(0)
    piece: int = 0


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole result of one member; `groups` holds its group on each peer axis that has one."""

    member: Member
    status: Status
    points: int | None
    grade: Grade | None
    fee_vnd: int | None
    scores: tuple[Score, ...]
    groups: Mapping[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """The figures for want of which the member has no class, each once."""
        absences = [score.absence for score in self.scores if score.absence is not None]
        codes = [code for one in absences for code in (*one.missing, *one.zero)]
        return tuple(dict.fromkeys(codes))


class SchemeRefusedError(ValueError):
    """A scheme with unresolved findings; they are in `findings`."""

    def __init__(self, findings: list[Finding]) -> None:
        """Keep the findings for which the scheme is refused."""
        super().__init__(", ".join(f"{f.fault} {f.column}".strip() for f in findings))
        self.findings = findings


class Rules:
    """A scheme made ready for scoring members' figures of one period.

    `exchange_rate` is how many units of the currency of the report make one unit of the scheme's
    (VND per USD), 1 when they are the same. Raises SchemeRefusedError for a scheme with a hole that
    nothing closes, an overlap or an indicator without a definition.
    """

    def __init__(
        self,
        scheme: Scheme,
        indicators: Mapping[str, Indicator],
        *,
        exchange_rate: Fraction = Fraction(1),
        months: int = MONTHS_IN_YEAR,
    ) -> None:
        """Check the scheme, compile its formulas and cut its bands into scales."""
        if findings := unresolved(check(scheme, indicators)):
            raise SchemeRefusedError(findings)
        self.scheme = scheme
        self.indicators = indicators
        self.exchange_rate = exchange_rate
        self.months = months
        self.scales = {
            (column.code, group): Scale(column, group)
            for column in scheme.columns
            for group in ("", *column.group_bands)
        }
        self._has_group_tables = len(self.scales) > len(scheme.columns)
        self._grades = {
            points: scheme.grade_of(points)
            for points in range(scheme.points_min, scheme.points_max + 1)
        }
        self._values = [
            (column, evaluator(self.definition(column).formula, months=months, bases=scheme.bases))
            for column in scheme.columns
        ]

    def definition(self, column: Column) -> Indicator:
        """The catalogue indicator that `column` scores."""
        assert column.indicator is not None, "a checked scheme defines every column"
        return self.indicators[column.indicator]

    def scale(self, column: str, groups: Mapping[str, str]) -> Scale:
        """The scale of a column for a member of these peer groups: a group's own, or the common."""
        for axis, group in groups.items() if self._has_group_tables else ():
            if (own := self.scales.get((column, f"{axis}:{group}"))) is not None:
                return own
        return self.scales[column, ""]

    def score(self, member: Member) -> Scorecard:
        """The scorecard of `member`."""
        groups = groups_of(member, self.scheme.peer_axes)
        if member.category is not Category.OFFICIAL:
            fee_vnd = self.scheme.flat_fees_vnd[member.category]
            return Scorecard(member, Status.NOT_RATED, None, None, fee_vnd, (), groups)
        scores = []
        points = 0
        complete = True
        for column, value_of in self._values:
            value = value_of(member.figures)
            if value is None:
                complete = False
                formula = self.definition(column).formula
                why = absence(formula, member.figures, self.scheme.bases)
                scores.append(Score(column.code, None, None, why))
                continue
            if column.unit is Unit.MONEY and self.exchange_rate != 1:
                value = ratio(value, self.exchange_rate)
            scale = self.scale(column.code, groups)
            piece = scale.index(value)
            found = scale.pieces[piece].match
            assert found is not None, "a checked scheme gives every value points"
            points += found.points
            scores.append(Score(column.code, value, found, None, published(value), piece))
        if not complete:
            return Scorecard(member, Status.INCOMPLETE, None, None, None, tuple(scores), groups)
        grade = self._grades[points]
        return Scorecard(member, Status.RATED, points, grade, grade.fee_vnd, tuple(scores), groups)


def groups_of(member: Member, axes: tuple[PeerAxis, ...]) -> dict[str, str]:
    """The group of `member` on each peer axis on which it has one."""
    groups: dict[str, str] = {}
    for axis in axes:
        if axis.figure == "legal_form":
            found = next((g.code for g in axis.groups if g.code == member.legal_form), None)
        else:
            value = member.figures.get(axis.figure)
            found = next(
                (
                    group.code
                    for group in axis.groups
                    if value is not None
                    and not isinstance(value, tuple)
                    and group.interval is not None
                    and value in group.interval
                ),
                None,
            )
        if found is not None:
            groups[axis.code] = found
    return groups
