"""The rating scheme, sentence by sentence: every number of its sections 1 to 4 as a case.

The sections named in the `source` columns are listed in cases/README.md.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tcvm.documents.catalogue import indicators, scheme
from tcvm.domain.fees.words import in_words_vi
from tcvm.domain.indicators.evaluate import average
from tcvm.domain.rounding import half_up
from tcvm.domain.scoring.check import Fault, check, unresolved
from tcvm.domain.scoring.distance import neighbours
from tcvm.domain.scoring.match import FoundBy, Scale, match
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member, Rules, Scorecard, groups_of
from tests.golden.cases import figures, number, table

PRINTED = "vmfwg-2014"
NOT_FIGURES = ("case", "scheme", "currency", "vnd_per_usd", "member category", "source")
HOLE = ("above", "below", "first at the step", "last at the step")
HOLES = (Fault.HOLE_AT_STEP, Fault.HOLE_BETWEEN_STEPS)
RESULTS = ("status", "points of the nine", "points", "class", "fee_vnd", "missing")


@pytest.mark.parametrize(
    "case", table("matching"), ids=lambda case: f"{case['column']} {case['value']}"
)
@pytest.mark.parametrize("code", [PRINTED, "vmfwg-2014-par30"])
def test_value_scores(case: dict[str, str], code: str) -> None:
    column = scheme(code).column(case["column"])
    found = match(column, number(case["value"]))
    assert found is not None
    assert (found.points, found.found_by) == (int(case["points"]), FoundBy(case["found by"]))
    assert Scale(column).match(number(case["value"])) == found


@pytest.mark.parametrize(
    "case",
    [case for case in table("matching") if case["found by"] == "floor"],
    ids=lambda case: f"{case['column']} {case['value']}",
)
def test_worse_than_the_last_bound_scores_nothing_in_the_other_reading(
    case: dict[str, str],
) -> None:
    """Section 3.4: 0 points is the alternative."""
    printed = scheme(PRINTED)
    reading = printed.reading("floor")
    assert (reading.value, reading.alternatives) == ("1", ("0",))
    column = printed.reading_with(reading, "0").column(case["column"])
    found = match(column, number(case["value"]))
    assert found is not None
    assert (found.points, found.found_by) == (0, FoundBy.FLOOR)


def test_the_printed_table_has_these_holes_and_no_overlap() -> None:
    """Section 3: without corrections and floors, those that rounding does not close stay open."""
    cases = table("holes")
    assert len(cases) == 36
    expected = [
        (*(number(case[name]) if case[name] else None for name in HOLE), case["closed by"])
        for case in cases
    ]
    read = [one for one in check(scheme(PRINTED), indicators()) if one.interval is not None]
    assert [(one.column, one.fault in HOLES) for one in read] == [
        (case["column"], True) for case in cases
    ]
    assert [
        (one.interval.low, one.interval.high, one.first, one.last, *one.closed_by)
        for one in read
        if one.interval is not None
    ] == expected
    assert unresolved(read) == []
    printed = unresolved(check(scheme(PRINTED).as_printed(), indicators()))
    still_open = [case["column"] for case in cases if case["closed by"] != "rounded"]
    assert [one.column for one in printed if one.fault in HOLES] == still_open
    undefined = [one.column for one in printed if one.fault not in HOLES]
    assert undefined == ["productivity"], "scored, but nowhere defined"


@pytest.mark.parametrize("case", table("totals"), ids=lambda case: case["points"])
def test_total_gives_class_and_fee(case: dict[str, str]) -> None:
    grade = scheme(PRINTED).grade_of(int(case["points"]))
    assert (grade.code, grade.fee_vnd) == (case["class"], int(case["fee_vnd"]))


def test_the_totals_run_from_nine_to_fifty_four() -> None:
    assert (scheme(PRINTED).points_min, scheme(PRINTED).points_max) == (9, 54)


def test_from_39_to_40_points_costs_4_million_more() -> None:
    """Section 3.11."""
    up, down = neighbours(scheme(PRINTED), 39)
    assert up is not None
    assert down is not None
    assert (up.grade.code, up.points, up.fee_change_vnd) == ("A", 1, 4_000_000)
    assert (down.grade.code, down.points, down.fee_change_vnd) == ("C", -10, -2_000_000)


def _card(case: dict[str, str]) -> Scorecard:
    rate = number(case["vnd_per_usd"]) if case["currency"] == "VND" else 1
    given = {
        code: number(text)
        for code, text in case.items()
        if text and code not in (*NOT_FIGURES, *RESULTS)
    }
    rules = Rules(scheme(case["scheme"]), indicators(), exchange_rate=Fraction(rate))
    return rules.score(Member(case["case"], Category(case["member category"]), figures=given))


@pytest.mark.parametrize("case", table("members"), ids=lambda case: case["case"])
def test_member(case: dict[str, str]) -> None:
    card = _card(case)
    nine = [str(score.match.points) if score.match else "-" for score in card.scores]
    assert card.status == case["status"]
    assert " ".join(nine) == case["points of the nine"]
    assert card.points == (int(case["points"]) if case["points"] else None)
    assert (card.grade.code if card.grade else "") == case["class"]
    assert card.fee_vnd == (int(case["fee_vnd"]) if case["fee_vnd"] else None)
    assert " ".join(card.missing) == case["missing"]


@pytest.mark.parametrize("case", table("exchange_rates"), ids=lambda case: case["vnd_per_usd"])
def test_the_rate_alone_moves_a_member_across_a_band(case: dict[str, str]) -> None:
    rules = Rules(
        scheme(PRINTED), indicators(), exchange_rate=Fraction(number(case["vnd_per_usd"]))
    )
    card = rules.score(Member("", figures={"gross_loan_portfolio": int(case["loans_vnd"])}))
    score = next(score for score in card.scores if score.column == "gross_loan_portfolio")
    assert score.value is not None
    assert score.match is not None
    assert half_up(score.value, Fraction(1)) == int(case["loans_usd"])
    assert score.match.points == int(case["points"])


@pytest.mark.parametrize("case", table("averages"), ids=lambda case: case["case"])
def test_average(case: dict[str, str]) -> None:
    found = average("x", figures(case["figures"]), scheme(PRINTED).bases)
    expected = (case["basis"], number(case["average"])) if case["basis"] else None
    assert found == expected


@pytest.mark.parametrize("case", table("peer_groups"), ids=lambda case: case["value"])
def test_peer_group_by_outreach(case: dict[str, str]) -> None:
    member = Member("", figures={case["figure"]: int(case["value"])})
    assert groups_of(member, scheme(PRINTED).peer_axes) == {"outreach": case["group"]}


def test_peer_statistics_need_three_members_and_quartiles_five() -> None:
    """Section 3.7."""
    assert (scheme(PRINTED).peer_members_min, scheme(PRINTED).peer_quartiles_min) == (3, 5)


def test_productivity_is_read_as_borrowers_per_loan_officer() -> None:
    """Section 3.6; per staff member is the alternative."""
    printed = scheme(PRINTED)
    reading = printed.reading("productivity")
    assert printed.column("productivity").indicator == "borrowers_per_loan_officer"
    assert reading.alternatives == ("borrowers_per_staff",)
    assert printed.as_printed().column("productivity").indicator is None


def test_the_two_schemes_differ_in_par_alone() -> None:
    """Section 3.5."""
    one, other = scheme(PRINTED), scheme("vmfwg-2014-par30")
    assert one.column("par").indicator == "par_1_30"
    assert other.column("par").indicator == "par_30"
    assert one.column("par").bands == other.column("par").bands
    rest = [(a, b) for a, b in zip(one.columns, other.columns, strict=True) if a.code != "par"]
    assert len(rest) == 8
    assert all(a == b for a, b in rest)
    assert (one.grades, one.flat_fees_vnd) == (other.grades, other.flat_fees_vnd)


@pytest.mark.parametrize("case", table("amounts_in_words"), ids=lambda case: case["amount_vnd"])
def test_amount_in_words(case: dict[str, str]) -> None:
    assert in_words_vi(int(case["amount_vnd"])) == case["vi"]
