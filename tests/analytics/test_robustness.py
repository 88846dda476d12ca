"""How firmly a class stands: known shares, and whose figures they may depend on."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcvm.analytics import robustness
from tcvm.analytics.robustness import redraw
from tcvm.domain.indicators.definitions import Direction, Indicator, Unit
from tcvm.domain.indicators.formula import parse
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.scheme import Band, Category
from tcvm.domain.scoring.score import Rules, Status
from tcvm.domain.text import Text
from tests.analytics.members import ELEMENTS, VND_PER_USD, cards, member, members, rules

RULES = rules()
#: A portfolio of exactly 8,000,000 USD: on the bound between 5 and 6 points.
ON_BOUND = 8_000_000 * 22_720


def portfolio(vnd: int) -> dict[str, int]:
    """A portfolio of `vnd` and what goes with it: 34 points without the portfolio's own."""
    return {
        "gross_loan_portfolio": vnd,
        "opening_gross_loan_portfolio": vnd,
        "overdue_1_30": vnd * 25 // 1000,
        "operating_expense": vnd * 13 // 100,
        "operating_income": vnd * 20 // 100,
        "financial_expense": 0,
        "net_provision_expense": 0,
        "net_income": 2_500_000_000,
    }


@pytest.mark.parametrize("scheme", ["vmfwg-2014", "vmfwg-2014-par30"])
@settings(max_examples=30)
@given(st.lists(members(), min_size=1, max_size=4))
def test_without_reporting_error_everything_is_as_reported(scheme, found):
    by = rules(scheme)
    named = [replace(one, name=str(number)) for number, one in enumerate(found)]
    rated = cards(named, by)
    results = redraw(rated, by, ELEMENTS, draws=3, error_amounts=0, error_counts=0)
    for card, result in zip(rated, results, strict=True):
        if card.status is not Status.RATED:
            assert result is None
            continue
        rank = 1 + sum((other.points or 0) > card.points for other in rated)
        assert result.class_shares[card.grade.code] == result.held == 1.0
        assert not result.near_boundary
        assert (result.points_low, result.points_high) == (card.points, card.points)
        assert (result.rank_low, result.rank_high) == (rank, rank)


@pytest.mark.parametrize("cents", range(1, 40, 3))
def test_a_ratio_that_doubles_cannot_hold_stays_on_its_bound_without_error(cents):
    # An OER of exactly 20.05 % over a mean of thirteen: rounded half up, one point less.
    ends = tuple(90_000_000_000 + Fraction(cents + month, 100) for month in range(13))
    expense = sum(ends) / 13 * Fraction(401, 2000)
    found = member(month_ends_gross_loan_portfolio=ends, operating_expense=expense)
    [card] = cards([found], RULES)
    [result] = redraw([card], RULES, ELEMENTS, draws=1, error_amounts=0, error_counts=0)
    assert result.points_low == result.points_high == card.points


@settings(max_examples=30)
@given(members("a"), members("b"), members("c"))
def test_nobodys_class_depends_on_other_members_or_on_order(a, b, c):
    alone = {
        one.name: redraw(cards([one], RULES), RULES, ELEMENTS, draws=200)[0] for one in (a, b, c)
    }
    first = redraw(cards([a, b, c], RULES), RULES, ELEMENTS, draws=200)
    second = redraw(cards([c, a, b], RULES), RULES, ELEMENTS, draws=200)
    assert first == [second[1], second[2], second[0]]
    for name, together in zip("abc", first, strict=True):
        own = alone[name]
        if own is not None:
            assert together.class_shares == own.class_shares
            assert (together.points_low, together.points_high) == (own.points_low, own.points_high)


def test_the_same_seed_gives_the_same_result_and_another_seed_another():
    rated = cards([member(**portfolio(ON_BOUND))], RULES)
    once = redraw(rated, RULES, ELEMENTS, draws=1_000, seed=7)
    assert once == redraw(rated, RULES, ELEMENTS, draws=1_000, seed=7)
    other = redraw(rated, RULES, ELEMENTS, draws=1_000, seed=8)
    assert once[0].class_shares != other[0].class_shares


@pytest.mark.parametrize(
    ("above", "expected"),
    [(0.0, 0.5), (0.01, 0.7475), (-0.01, 0.2475), (0.03, 1.0), (-0.03, 0.0)],
)
def test_the_share_of_a_class_is_the_chance_of_passing_its_bound(above, expected):
    # 39 points, and 40, class A, where the portfolio reaches 8 m USD: one that is reported `above`
    # it does so in (above / (1 + above) + 2 %) / 4 % of draws.
    [card] = cards([member(**portfolio(round(ON_BOUND * (1 + above))))], RULES)
    reached = 40 if above >= 0 else 39
    assert card.points == reached
    [result] = redraw([card], RULES, ELEMENTS)
    assert result.class_shares["A"] == pytest.approx(expected, abs=0.02)
    assert sum(result.class_shares.values()) == pytest.approx(1)
    assert result.held == result.class_shares[card.grade.code]
    assert result.near_boundary == (result.held < 0.9)
    inner = (result.points_low, result.points_high)
    assert inner == ((39, 40) if 0.05 < expected < 0.95 else (reached, reached))


def test_a_portfolio_without_arrears_keeps_its_six_points_in_every_redraw():
    [card] = cards([member(overdue_1_30=0)], RULES)
    [result] = redraw([card], RULES, ELEMENTS, error_amounts=0.9, draws=500)
    full = [score for score in card.scores if score.column == "par"]
    assert full[0].match.points == 6
    [with_arrears] = redraw(
        cards([member(overdue_1_30=99_000_000_000)], RULES),
        RULES,
        ELEMENTS,
        error_amounts=0.9,
        draws=500,
    )
    assert result.points_low == with_arrears.points_low + 5


def test_ranks_count_the_members_with_more_points_in_the_same_redraw():
    best, worst = member("best", overdue_1_30=0), member("worst", overdue_1_30=99_000_000_000)
    twin = member("twin", overdue_1_30=0)
    results = redraw(cards([worst, best, twin], RULES), RULES, ELEMENTS, draws=500)
    assert (results[0].rank_low, results[0].rank_high) == (3, 3)
    for result in results[1:]:
        assert (result.rank_low, result.rank_high) == (1, 1)


def test_members_that_are_not_rated_give_none_and_take_no_rank():
    observer = replace(member("observer"), category=Category.OBSERVER)
    incomplete = replace(member("incomplete"), figures={"staff": 3})
    found = [observer, member("rated", overdue_1_30=99_000_000_000), incomplete]
    results = redraw(cards(found, RULES), RULES, ELEMENTS, draws=10)
    assert results[0] is None
    assert results[2] is None
    assert results[1].rank_high == 1


def test_no_members_give_no_results():
    assert redraw([], RULES, ELEMENTS, draws=10) == []


def test_members_too_many_to_keep_are_drawn_a_second_time_alike(monkeypatch):
    rated = cards([member("a", **portfolio(ON_BOUND)), member("b")], RULES)
    kept = redraw(rated, RULES, ELEMENTS, draws=300)
    monkeypatch.setattr(robustness, "KEPT_MAX", 0)
    assert redraw(rated, RULES, ELEMENTS, draws=300) == kept


def test_the_result_says_how_it_was_drawn():
    [result] = redraw(
        cards([member()], RULES),
        RULES,
        ELEMENTS,
        draws=7,
        seed=3,
        error_amounts=0.5,
        error_counts=0.25,
    )
    assert (result.draws, result.seed) == (7, 3)
    assert (result.error_amounts, result.error_counts) == (0.5, 0.25)
    assert list(result.class_shares) == ["A", "B", "C", "D"]


def test_a_group_with_a_table_of_its_own_is_scored_by_it_at_its_reported_group():
    scheme = RULES.scheme
    par = scheme.column("par")
    # For medium members any PAR up to 100 % gives 9 points: more than the common table ever does.
    bands = [Band(9, "≤ 100 %", parse_band("≤ 100 %")), Band(1, "> 100 %", parse_band("> 100 %"))]
    own = replace(par, group_bands={"outreach:medium": tuple(bands)})
    columns = tuple(own if column.code == "par" else column for column in scheme.columns)
    by = Rules(replace(scheme, columns=columns), RULES.indicators, exchange_rate=VND_PER_USD)
    for borrowers in (10_000, 9_999):
        [card] = cards([member(active_borrowers=borrowers, loan_officers=1)], by)
        [result] = redraw([card], by, ELEMENTS, draws=500)
        [common] = redraw(
            cards([member(active_borrowers=borrowers, loan_officers=1)], RULES),
            RULES,
            ELEMENTS,
            draws=500,
        )
        gained = 4 if borrowers == 10_000 else 0
        assert result.points_high == common.points_high + gained
        assert result.points_low == common.points_low + gained


def test_a_redraw_without_a_denominator_gives_way_to_the_reported_figures():
    text = Text("a", "a")
    formula = parse("active_borrowers / (staff - loan_officers)")
    lone = Indicator(
        "lone", "1", text, text, formula, Unit.PERSONS_PER_PERSON, Direction.HIGHER, ""
    )
    scheme = RULES.scheme.reading_with(RULES.scheme.reading("productivity"), "lone")
    by = Rules(scheme, RULES.indicators | {"lone": lone}, exchange_rate=VND_PER_USD)
    # 198 to 202 members of staff less 197 to 201 officers: zero in a fifth of all redraws.
    [card] = cards([member(staff=200, loan_officers=199, overdue_1_30=0)], by)
    [result] = redraw([card], by, ELEMENTS)
    assert sum(result.class_shares.values()) == pytest.approx(1)
    assert result.points_low >= card.points - 5
    assert result.points_high == card.points
