"""What would change a class, in words: points, figures to reach, and what it costs in đồng."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.documents.pictures.quantities import bound_text, quantity_text
from tcvm.documents.words import number, percent
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.distance import ClassDistance, Distance, Move
from tcvm.domain.scoring.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A class beside the member's own, and what it would cost or save."""

    heading: str
    points: str
    fee: str


@dataclass(frozen=True, slots=True)
class Step:
    """A value to reach, and the change it takes."""

    target: str
    change: str
    relative: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """For one indicator, the nearest value that wins a point and the nearest that loses one."""

    name: str
    unit: str
    now: str
    gain: Step | None
    loss: Step | None


@dataclass(frozen=True, slots=True)
class Distances:
    """All that would change the class."""

    neighbours: tuple[Neighbour, ...]
    rows: tuple[StepRow, ...]
    cheapest: tuple[tuple[str, str], ...]
    target: str


def distances(
    distance: Distance, scheme: Scheme, shown: Mapping[str, tuple[str, str]], locale: str
) -> Distances:
    """The distances in words; `shown` gives each column's unit and present value."""
    neighbours = [_neighbour(one, locale) for one in (distance.up, distance.down) if one]
    rows = []
    for column in scheme.columns:
        unit, now = shown[column.code]
        gain, loss = distance.gains.get(column.code), distance.losses.get(column.code)
        rows.append(
            StepRow(
                name=column.name.said_in(locale),
                unit=unit,
                now=now,
                gain=None if gain is None else _step(gain, column.unit, locale),
                loss=None if loss is None else _step(loss, column.unit, locale),
            )
        )
    target = "" if distance.up is None else distance.up.grade.code
    return Distances(tuple(neighbours), tuple(rows), _cheapest(distance, scheme, locale), target)


def _neighbour(one: ClassDistance, locale: str) -> Neighbour:
    points = abs(one.points)
    if one.points > 0:
        text = ngettext("%(count)d more point", "%(count)d more points", points)
    else:
        text = ngettext("%(count)d point fewer", "%(count)d points fewer", points)
    return Neighbour(
        heading=_("Class %(class)s") % {"class": one.grade.code},
        points=text % {"count": points},
        fee=_fee(one.fee_change_vnd, locale),
    )


def _fee(change_vnd: int, locale: str) -> str:
    amount = number(abs(change_vnd), locale, 0)
    if change_vnd > 0:
        return _("fee %(amount)s VND a year higher") % {"amount": amount}
    if change_vnd < 0:
        return _("fee %(amount)s VND a year lower") % {"amount": amount}
    return _("the same fee")


def _step(move: Move, unit: Unit, locale: str) -> Step:
    bound = bound_text(move.value, unit, locale)
    upward = move.change > 0
    beyond = f"> {bound}" if upward else f"< {bound}"
    # Nine decimals of a percentage tell nobody anything: the change is rounded, the target exact.
    change = _rounded(abs(move.change), unit, locale)
    return Step(
        target=bound if move.reached else beyond,
        change=f"+{change}" if upward else f"−{change}",
        relative="" if move.relative is None else percent(move.relative, locale, 1),
    )


def _rounded(change: Decimal, unit: Unit, locale: str) -> str:
    """A size of change to the places of its unit, to more where it would seem to be nothing."""
    places = {Unit.PERCENT: 2, Unit.PERSONS_PER_PERSON: 1}.get(unit, 0)
    step = Decimal(1).scaleb(-places - (2 if unit is Unit.PERCENT else 0))
    return quantity_text(change, unit, locale, places if change >= step else None)


def _cheapest(distance: Distance, scheme: Scheme, locale: str) -> tuple[tuple[str, str], ...]:
    found = []
    if distance.single is not None:
        found.append((_("One figure"), _said(distance.single, scheme, locale)))
    if distance.double is not None:
        both = "; ".join(_said(move, scheme, locale) for move in distance.double)
        found.append((_("Two figures"), both))
    return tuple(found)


def _said(move: Move, scheme: Scheme, locale: str) -> str:
    column = scheme.column(move.column)
    step = _step(move, column.unit, locale)
    return _("%(indicator)s to %(target)s (%(change)s)") % {
        "indicator": column.name.said_in(locale),
        "target": step.target,
        "change": step.change,
    }
