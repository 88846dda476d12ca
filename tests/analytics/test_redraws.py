"""What a redraw of a member's figures may and may not do."""

from __future__ import annotations

import dataclasses
import unicodedata
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.analytics.redraws import Drawing, redrawn, uniform
from tests.analytics.members import ELEMENTS, member

CODES = ("active_borrowers", "gross_loan_portfolio", "overdue_1_30", "net_income")
USUAL = Drawing(draws=2_000, seed=1, error_amounts=0.02, error_counts=0.01)


def test_the_numbers_drawn_never_change():
    # Pinned: whoever recomputes a published share in ten years must find the same draws.
    assert uniform(2014, "Quỹ M7", "savings", 3).tolist() == [
        0.2786609487274636,
        0.5003689745633787,
        0.8679114278697245,
    ]


def test_the_two_ways_unicode_spells_a_vietnamese_name_are_one_name():
    apart = unicodedata.normalize("NFD", "Quỹ M7")
    assert uniform(1, apart, "staff", 2).tolist() == uniform(1, "Quỹ M7", "staff", 2).tolist()


def test_more_draws_begin_with_the_fewer_draws():
    assert uniform(1, "m", "savings", 50).tolist() == uniform(1, "m", "savings", 90)[:50].tolist()


@pytest.mark.parametrize("other", [(2, "m", "savers"), (1, "n", "savers"), (1, "m", "staff")])
def test_seed_member_and_figure_each_change_the_draws(other):
    assert uniform(1, "m", "savers", 4).tolist() != uniform(*other, 4).tolist()


@given(st.integers(-(10**13), 10**13))
def test_money_stays_within_its_error_and_keeps_its_sign(net_income):
    drawn = redrawn(member(net_income=net_income), CODES, ELEMENTS, USUAL)["net_income"]
    reach = abs(net_income) * 0.02 * (1 + 1e-12)
    assert np.all(np.abs(drawn - net_income) <= reach)
    assert np.all(np.sign(drawn) == np.sign(net_income))


@given(st.integers(0, 10**6))
def test_counts_are_whole_numbers_within_their_error_and_reach_both_ends(count):
    drawn = redrawn(member(active_borrowers=count), CODES, ELEMENTS, USUAL)["active_borrowers"]
    reach = count // 100
    assert np.array_equal(drawn, np.rint(drawn))
    assert np.all(np.abs(drawn - count) <= reach)
    if reach <= 50:
        assert {drawn.min(), drawn.max()} == {count - reach, count + reach}


def test_amounts_are_spread_evenly_over_the_whole_error():
    drawn = redrawn(member(), CODES, ELEMENTS, dataclasses.replace(USUAL, draws=20_000))
    shares = (drawn["gross_loan_portfolio"] / 100_000_000_000 - 1) / 0.02
    counts, _ = np.histogram(shares, bins=10, range=(-1, 1))
    assert counts.sum() == 20_000
    assert np.all(np.abs(counts - 2_000) < 4 * np.sqrt(2_000))


def test_a_figure_of_zero_stays_zero():
    drawn = redrawn(member(overdue_1_30=0), CODES, ELEMENTS, USUAL)["overdue_1_30"]
    assert not drawn.any()


def test_with_every_figure_come_its_opening_average_and_month_ends():
    ends = tuple(range(900, 1_030, 10))
    drawn = redrawn(
        member(
            gross_loan_portfolio=1_020,
            opening_gross_loan_portfolio=900,
            average_gross_loan_portfolio=950,
            month_ends_gross_loan_portfolio=ends,
        ),
        ["gross_loan_portfolio"],
        ELEMENTS,
        USUAL,
    )
    names = ["", "opening_", "average_", "month_ends_"]
    assert set(drawn) == {f"{prefix}gross_loan_portfolio" for prefix in names}
    months = drawn["month_ends_gross_loan_portfolio"]
    assert len(months) == 13
    # December is one figure, reported twice: it cannot be off by two errors at once.
    assert np.array_equal(months[0], drawn["opening_gross_loan_portfolio"])
    assert np.array_equal(months[12], drawn["gross_loan_portfolio"])
    assert not np.array_equal(months[5] / months[5].mean(), months[6] / months[6].mean())


def test_a_month_end_that_contradicts_the_closing_figure_keeps_its_own_value():
    drawn = redrawn(
        member(gross_loan_portfolio=2_000, month_ends_gross_loan_portfolio=(1_000,) * 13),
        ["gross_loan_portfolio"],
        ELEMENTS,
        USUAL,
    )
    assert np.all(drawn["month_ends_gross_loan_portfolio"][12] <= 1_020)


@given(st.integers(950, 1_000))
def test_a_part_stays_within_its_whole(overdue):
    reported = member(gross_loan_portfolio=1_000, overdue_1_30=overdue)
    drawn = redrawn(reported, CODES, ELEMENTS, USUAL)
    assert np.all(drawn["overdue_1_30"] <= drawn["gross_loan_portfolio"])
    if overdue == 1_000:
        assert np.any(drawn["overdue_1_30"] < 1_000 * 0.99)


def test_a_whole_that_no_formula_needs_still_holds_its_part():
    reported = member(loan_officers=1_000, staff=1_000)
    drawn = redrawn(reported, ["loan_officers"], ELEMENTS, USUAL)
    both = redrawn(reported, ["loan_officers", "staff"], ELEMENTS, USUAL)
    assert list(drawn) == ["loan_officers"]
    assert np.array_equal(drawn["loan_officers"], both["loan_officers"])
    assert np.all(both["loan_officers"] <= both["staff"])


def test_a_part_reported_above_its_whole_is_not_pressed_into_it():
    reported = member(gross_loan_portfolio=1_000, overdue_1_30=2_000)
    assert np.all(redrawn(reported, CODES, ELEMENTS, USUAL)["overdue_1_30"] > 1_900)


def test_a_part_without_a_reported_whole_moves_freely():
    figures = {"overdue_1_30": 1_000}
    reported = dataclasses.replace(member(), figures=figures)
    drawn = redrawn(reported, CODES, ELEMENTS, USUAL)
    assert list(drawn) == ["overdue_1_30"]
    assert drawn["overdue_1_30"].max() > 1_019


def test_a_count_reported_as_a_fraction_that_no_whole_number_is_near_stays():
    drawn = redrawn(member(staff=Fraction(5, 2)), ["staff"], ELEMENTS, USUAL)["staff"]
    assert set(drawn.tolist()) == {2.5}


@pytest.mark.parametrize(
    ("draws", "amounts", "counts"), [(0, 0.02, 0.01), (1, -0.1, 0.01), (1, 0.02, 1.0)]
)
def test_what_cannot_be_drawn_is_refused(draws, amounts, counts):
    with pytest.raises(ValueError, match=r"at least one draw|share from 0 to below 1"):
        Drawing(draws, 1, amounts, counts)


def test_an_element_the_catalogue_lacks_is_named():
    with pytest.raises(KeyError, match="savings"):
        redrawn(member(), ["savings"], {}, USUAL)
