"""From figures to points, class and fee."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.scoring.distance import Distances
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.scheme import Band, Category, Scheme
from tcvm.domain.scoring.score import Member, Rules, SchemeRefusedError, Status, groups_of
from tests.domain.scoring.small_network import FIGURES, INDICATORS, LATE, SCHEME, bands

RULES = Rules(SCHEME, INDICATORS, exchange_rate=Fraction(20))


def rated(**changes: int | Fraction) -> Member:
    return Member("Quỹ A", figures={**FIGURES, **changes})


def test_a_member_with_all_figures_has_points_class_and_fee() -> None:
    card = RULES.score(rated())
    assert card.status is Status.RATED
    assert [(s.column, s.value, s.match and s.match.points) for s in card.scores] == [
        ("borrowers", 700, 3),
        ("loans", 4_000, 2),
        ("late", Fraction(3, 200), 2),
        ("cost", Fraction(15, 100), 1),
    ]
    assert card.points == 8
    assert card.grade is not None
    assert (card.grade.code, card.fee_vnd, card.missing) == ("B", 200, ())
    assert card.groups == {"size": "large"}


def test_the_rate_alone_can_move_a_member_across_a_band() -> None:
    dear = Rules(SCHEME, INDICATORS, exchange_rate=Fraction(41)).score(rated())
    assert dear.scores[1].value == Fraction(80_000, 41)
    assert dear.points == 7
    same = Rules(SCHEME, INDICATORS).score(rated())
    assert same.scores[1].value == 80_000


def test_a_missing_figure_means_no_sum_and_no_class() -> None:
    figures = {code: value for code, value in FIGURES.items() if code != "opening_loans"}
    card = RULES.score(Member("Quỹ B", figures=figures))
    assert (card.status, card.points, card.grade, card.fee_vnd) == (
        Status.INCOMPLETE,
        None,
        None,
        None,
    )
    assert card.missing == ("opening_loans",)
    assert [score.match is not None for score in card.scores] == [True, True, True, False]


def test_a_zero_denominator_is_named_and_zero_is_a_figure() -> None:
    assert RULES.score(rated(loans=0)).missing == ("loans",)
    assert RULES.score(rated(overdue=0)).scores[2].value == 0


@pytest.mark.parametrize(
    ("category", "fee_vnd"),
    [
        (Category.OBSERVER, 200),
        (Category.ASSOCIATE_ORGANISATION, 300),
        (Category.ASSOCIATE_INDIVIDUAL, 50),
    ],
)
def test_observers_and_associates_pay_a_flat_fee_unrated(category: Category, fee_vnd: int) -> None:
    card = RULES.score(replace(rated(), category=category))
    assert (card.status, card.fee_vnd, card.points, card.scores) == (
        Status.NOT_RATED,
        fee_vnd,
        None,
        (),
    )


def test_a_scheme_with_an_open_hole_is_refused() -> None:
    with pytest.raises(SchemeRefusedError) as caught:
        Rules(SCHEME.as_printed(), INDICATORS)
    assert [finding.column for finding in caught.value.findings] == ["borrowers", "late", "cost"]


def test_a_peer_groups_own_table_scores_its_members() -> None:
    late = replace(LATE, group_bands={"size:large": bands("< 9 %")})
    scheme = replace(SCHEME, columns=(*SCHEME.columns[:2], late, SCHEME.columns[3]))
    rules = Rules(scheme, INDICATORS, exchange_rate=Fraction(20))
    large, small = rules.score(rated()), rules.score(rated(borrowers=300))
    assert large.scores[2].match is not None
    assert small.scores[2].match is not None
    assert (large.scores[2].match.band, small.scores[2].match.band) == ("< 9 %", "1–2 %")


def test_a_peer_groups_own_table_may_give_more_and_less_than_the_common_one() -> None:
    table = (Band(30, "< 9 %", parse_band("< 9 %")), Band(0, "≥ 9 %", parse_band("≥ 9 %")))
    late = replace(LATE, group_bands={"size:large": table})
    scheme = replace(SCHEME, columns=(*SCHEME.columns[:2], late, SCHEME.columns[3]))
    rules = Rules(scheme, INDICATORS, exchange_rate=Fraction(20))
    assert rules.score(rated()).points == 8 - 2 + 30
    assert rules.score(rated(overdue=FIGURES["loans"])).points == 8 - 2 + 0
    assert (scheme.points_min, scheme.points_max) == (3, 3 + 4 + 30 + 2)
    distance = Distances(rules).of(rules.score(rated(overdue=FIGURES["loans"])))
    assert distance is not None
    assert distance.gains["late"].points == 30


def test_peer_groups_follow_the_figure_or_the_legal_form() -> None:
    axes = SCHEME.peer_axes
    assert groups_of(Member("x"), axes) == {}
    assert groups_of(Member("x", legal_form="fund", figures={"borrowers": 499}), axes) == {
        "size": "small",
        "legal_form": "fund",
    }


def test_turning_a_reading_turns_what_it_decides() -> None:
    very_late = SCHEME.reading_with(SCHEME.reading("late"), "very_late")
    assert very_late.column("late").indicator == "very_late"
    assert Rules(very_late, INDICATORS).score(rated()).scores[2].value == 0
    zero = SCHEME.reading_with(SCHEME.reading("floor"), "0")
    card = Rules(zero, INDICATORS, exchange_rate=Fraction(20)).score(rated(overdue=70_000))
    assert card.scores[2].match is not None
    assert (card.scores[2].match.points, card.scores[2].match.found_by) == (0, FoundBy.FLOOR)
    closing = SCHEME.reading_with(SCHEME.reading("averages"), "closing")
    assert Rules(closing, INDICATORS).score(rated()).scores[3].value == Fraction(9, 80)
    noted = SCHEME.reading_with(SCHEME.reading("words"), "x")
    assert noted.columns == SCHEME.columns
    assert replace(SCHEME.readings[3], kind=SCHEME.readings[3].kind) in SCHEME.readings


def test_a_note_that_names_columns_changes_none() -> None:
    note = replace(SCHEME.reading("words"), columns=("late",))
    scheme = replace(SCHEME, readings=(note,))
    assert scheme.reading_with(note, "").columns == SCHEME.columns


def test_as_printed_a_supplied_definition_is_gone() -> None:
    readings = tuple(
        replace(reading, supplies=True) if reading.code == "late" else reading
        for reading in SCHEME.readings
    )
    printed = replace(SCHEME, readings=readings).as_printed()
    assert printed.column("late").indicator is None
    assert printed.column("loans").indicator == "loans"


@pytest.mark.parametrize("lookup", [SCHEME.column, SCHEME.reading])
def test_an_unknown_code_is_a_key_error(lookup) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KeyError):
        lookup("nothing")


def test_a_sum_outside_the_printed_classes_has_no_class() -> None:
    scheme: Scheme = replace(SCHEME, grades=SCHEME.grades[:1])
    with pytest.raises(LookupError):
        scheme.grade_of(3)


@given(st.integers(0, 2000), st.integers(1, 300_000), st.integers(0, 100_000))
def test_the_class_is_that_of_the_sum_of_points(borrowers: int, loans: int, overdue: int) -> None:
    card = RULES.score(rated(borrowers=borrowers, loans=loans, overdue=overdue))
    assert card.points is not None
    assert card.grade is not None
    assert card.points == sum(score.match.points for score in card.scores if score.match)
    assert SCHEME.points_min <= card.points <= SCHEME.points_max
    assert card.grade.code == ("A" if card.points >= 10 else "B" if card.points >= 7 else "C")


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_more_borrowers_never_score_less(few: int, many: int) -> None:
    few, many = sorted((few, many))
    low, high = RULES.score(rated(borrowers=few)), RULES.score(rated(borrowers=many))
    assert low.scores[0].match is not None
    assert high.scores[0].match is not None
    assert low.scores[0].match.points <= high.scores[0].match.points
