"""What a scorecard says besides its numbers: distances, readings that mattered, firmness."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from tcvm.documents.pictures.quantities import bound_text, shown_value
from tcvm.documents.scorecards.names import figure_name, reading_name
from tcvm.documents.words import label, number, percent
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.indicators.evaluate import evaluator
from tcvm.domain.scoring.distance import ClassDistance, Distance, Move
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.round import MemberResult
from tcvm.domain.scoring.scheme import Column, Reading, ReadingKind
from tcvm.domain.scoring.score import Rules, Score, Scorecard

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws

FILE = "scorecard"


def target_text(move: Move, column: Column, locale: str) -> str:
    """What a value must come to, as a sign and a bound: `≥ 30.001`, `< 2,05 %`."""
    upward = move.change > 0
    sign = ("≥" if move.reached else ">") if upward else ("≤" if move.reached else "<")
    return f"{sign}\u00a0{bound_text(move.value, column.unit, locale)}"


def move_text(rules: Rules, card: Scorecard, move: Move, locale: str) -> str:
    """One change of one indicator: `OER: từ 12,30 % xuống 12 % (thêm 1 điểm)`."""
    column = rules.scheme.column(move.column)
    score = next(one for one in card.scores if one.column == move.column)
    assert score.value is not None, "only a scored indicator has distances"
    way = "up" if move.change > 0 else "down"
    how = "reached" if move.reached else "passed"
    return label(
        FILE,
        f"move_{way}_{how}",
        locale,
        name=column.name.said_in(locale),
        before=shown_value(score.value, rules.scale(move.column, card.groups), locale),
        after=bound_text(move.value, column.unit, locale),
        gain=move.gain,
    )


def class_texts(distance: Distance, locale: str) -> Iterator[str]:
    """How many points to each neighbouring class, and what it does to the yearly fee."""
    for way, one in (("up", distance.up), ("down", distance.down)):
        if one is None:
            yield label(FILE, f"class_{way}_none", locale)
        else:
            yield _class_text(way, one, locale)


def _class_text(way: str, one: ClassDistance, locale: str) -> str:
    change = one.fee_change_vnd
    how = "rises" if change > 0 else "falls" if change < 0 else "stays"
    fee = label(FILE, f"fee_{how}", locale, amount=number(abs(change), locale))
    return label(
        FILE, f"class_{way}", locale, grade=one.grade.code, points=abs(one.points), fee=fee
    )


def cheapest_texts(rules: Rules, card: Scorecard, distance: Distance, locale: str) -> list[str]:
    """The smallest change of one figure, and of two together, that lead into the class above."""
    found = []
    if distance.up is not None:
        grade = distance.up.grade.code
        if distance.single is not None:
            move = move_text(rules, card, distance.single, locale)
            found.append(label(FILE, "cheapest_single", locale, grade=grade, move=move))
        if distance.double is not None:
            first, second = (move_text(rules, card, move, locale) for move in distance.double)
            found.append(
                label(FILE, "cheapest_double", locale, grade=grade, first=first, second=second)
            )
    return found


def definition_texts(rules: Rules, card: Scorecard, locale: str) -> list[str]:
    """For every scored indicator with more than one definition: its value and points by each.

    So both PAR definitions stand side by side whichever of them scored.
    """
    return [
        _definitions(rules, card, reading, code, locale)
        for reading in rules.scheme.readings
        if reading.kind is ReadingKind.INDICATOR and reading.alternatives
        for code in reading.columns
    ]


def _definitions(rules: Rules, card: Scorecard, reading: Reading, code: str, locale: str) -> str:
    scored = _by_definition(rules, card, code, reading.value, locale)
    others = [_by_definition(rules, card, code, other, locale) for other in reading.alternatives]
    name = rules.scheme.column(code).name.said_in(locale)
    return label(FILE, "definitions", locale, name=name, scored=scored, others="; ".join(others))


def _by_definition(rules: Rules, card: Scorecard, column: str, code: str, locale: str) -> str:
    indicator = rules.indicators[code]
    value_of = evaluator(indicator.formula, months=rules.months, bases=rules.scheme.bases)
    value = value_of(card.member.figures)
    name = indicator.name.said_in(locale)
    if value is None:
        return label(FILE, "definition_missing", locale, name=name)
    scale = rules.scale(column, card.groups)
    match = scale.match(value)
    assert match is not None, "a checked scheme gives every value points"
    shown = shown_value(value, scale, locale)
    return label(FILE, "definition", locale, name=name, value=shown, points=match.points)


def matching_texts(rules: Rules, card: Scorecard, locale: str) -> list[str]:
    """Every score that no printed cell gave by itself, and what gave it."""
    return [
        _matching(rules, card, score, locale)
        for score in card.scores
        if score.match is not None and score.match.found_by is not FoundBy.PRINTED
    ]


def _matching(rules: Rules, card: Scorecard, score: Score, locale: str) -> str:
    assert score.match is not None
    assert score.value is not None
    column = rules.scheme.column(score.column)
    if score.match.found_by is FoundBy.CORRECTED:
        points = score.match.points
        found = next((one for one in column.corrections if one.points == points), None)
        if found is not None:
            return found.reason.said_in(locale)
    return label(
        FILE,
        f"matching_{score.match.found_by}",
        locale,
        name=column.name.said_in(locale),
        value=shown_value(score.value, rules.scale(score.column, card.groups), locale),
        step=step_text(column, locale),
        points=score.match.points,
    )


def step_text(column: Column, locale: str) -> str:
    """The printed step of a column: `0,1 %`, `1`."""
    if column.unit is Unit.PERCENT:
        return percent(column.step, locale, None)
    return number(column.step, locale)


def reading_texts(rules: Rules, result: MemberResult, locale: str) -> tuple[list[str], list[str]]:
    """The other readings that would change the class, and those that change the points only."""
    classes: list[str] = []
    points: list[str] = []
    for other in result.others:
        if other.points is None or other.points == result.card.points:
            continue
        text = label(
            FILE,
            "other_reading",
            locale,
            reading=reading_name(rules, other, locale),
            points=other.points,
            grade=other.grade,
        )
        (classes if other.changes_class else points).append(text)
    return classes, points


def redraw_texts(redraws: Redraws, locale: str) -> list[str]:
    """How firmly the class stands over redraws of the figures within their reporting error."""
    shares = [
        label(FILE, "class_share", locale, grade=grade, share=_share(share, locale))
        for grade, share in redraws.class_shares.items()
        if share > 0
    ]
    texts = [
        label(
            FILE,
            "redraws",
            locale,
            draws=redraws.draws,
            amounts=_share(redraws.error_amounts, locale),
            counts=_share(redraws.error_counts, locale),
            shares=", ".join(shares),
            points=_range(redraws.points_low, redraws.points_high, locale),
            ranks=_range(redraws.rank_low, redraws.rank_high, locale),
        )
    ]
    if redraws.near_boundary:
        texts.append(label(FILE, "near_boundary", locale))
    return texts


def _range(low: int, high: int, locale: str) -> str:
    texts = dict.fromkeys((number(low, locale), number(high, locale)))
    return "–".join(texts)


def _share(share: float, locale: str) -> str:
    """A share of redraws, or a stated error, as a percentage of one decimal at most."""
    return percent(Fraction(round(share * 1000), 1000), locale, None)


def missing_texts(card: Scorecard, locale: str) -> list[str]:
    """The figures for want of which a member has no class, by name; zeros that divide are said."""
    missing: list[str] = []
    zero: list[str] = []
    for score in card.scores:
        if score.absence is not None:
            missing += [figure_name(code, locale) for code in score.absence.missing]
            zero += [
                label(FILE, "missing_zero", locale, name=figure_name(code, locale))
                for code in score.absence.zero
            ]
    return list(dict.fromkeys([*missing, *zero]))
