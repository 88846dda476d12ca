"""Official members have signed the code in force, for this year, and the paper is there."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.conduct import (
    CodeVersion,
    Signature,
    conduct_problems,
    official_problems,
    version_on,
    years_unsigned,
)
from tcvm.domain.membership.standing import History, Standing, State
from tcvm.domain.membership.timeline import Entry
from tcvm.domain.problems import Severity, errors
from tcvm.domain.scoring.scheme import Category

FIRST = CodeVersion("1", dt.date(2012, 3, 1), grace_days=59)
SECOND = CodeVersion("2", dt.date(2014, 7, 1), grace_days=59)
VERSIONS = (FIRST, SECOND)
OFFICIAL = State(Category.OFFICIAL)
DAYS = st.dates(dt.date(2011, 1, 1), dt.date(2018, 12, 31))


def signed(version: str, year: int, evidence: str = "files/1", month: int = 1) -> Signature:
    return Signature(version, year, dt.date(year, month, 15), evidence)


def codes(signatures: list[Signature], *asked: int) -> list[str]:
    return [one.code for one in conduct_problems(VERSIONS, signatures, dt.date(*asked))]


def test_before_there_is_a_code_there_is_nothing_to_sign() -> None:
    found = conduct_problems(VERSIONS, [], dt.date(2012, 2, 29))
    assert [(one.code, one.severity) for one in found] == [("code_not_adopted", Severity.NOTE)]
    assert errors(found) == []


@pytest.mark.parametrize(
    ("signatures", "asked", "expected"),
    [
        ([], (2012, 3, 1), ["code_not_signed"]),
        ([signed("1", 2013)], (2013, 1, 14), ["code_not_signed"]),
        ([signed("1", 2013)], (2013, 1, 15), []),
        ([signed("1", 2013)], (2013, 12, 31), []),
        # 59 days of grace into the new year: to 28 February.
        ([signed("1", 2013)], (2014, 2, 28), []),
        ([signed("1", 2013)], (2014, 3, 1), ["code_signature_expired"]),
        # Version 2 from 1 July 2014: version 1 still counts to 28 August.
        ([signed("1", 2014)], (2014, 8, 28), []),
        ([signed("1", 2014)], (2014, 8, 29), ["code_version_superseded"]),
        ([signed("1", 2014), signed("2", 2014, month=8)], (2014, 8, 29), []),
        ([signed("0", 2014)], (2014, 7, 2), ["code_version_superseded"]),
        ([signed("1", 2013, "")], (2013, 2, 1), ["code_without_evidence"]),
        (
            [signed("1", 2012, "", month=4)],
            (2016, 1, 1),
            ["code_signature_expired", "code_version_superseded", "code_without_evidence"],
        ),
        # A signature for next year, given early, does not count before the year begins.
        ([Signature("1", 2014, dt.date(2013, 12, 1), "x")], (2013, 12, 31), ["code_not_signed"]),
    ],
)
def test_what_is_wrong_with_signatures(
    signatures: list[Signature], asked: tuple[int, int, int], expected: list[str]
) -> None:
    assert codes(signatures, *asked) == expected


def test_before_the_first_version_no_other_can_be_within_grace() -> None:
    only = [CodeVersion("1", dt.date(2012, 3, 1), 365)]
    found = conduct_problems(only, [signed("0", 2012)], dt.date(2012, 3, 2))
    assert [one.code for one in found] == ["code_version_superseded"]


def test_problems_say_which_year_and_until_when() -> None:
    (expired,) = conduct_problems([FIRST], [signed("1", 2013)], dt.date(2014, 5, 1))
    assert expired.parameters == {"year": 2013, "expired_on": dt.date(2014, 3, 1)}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, ["not_a_member", "code_not_signed"]),
        (State(Category.OFFICIAL, Standing.LEFT), ["membership_left", "code_not_signed"]),
        (State(Category.OBSERVER, Standing.SUSPENDED), ["membership_suspended", "code_not_signed"]),
        (State(Category.ASSOCIATE_INDIVIDUAL), ["category_of_person"]),
        (State(Category.OBSERVER), ["code_not_signed"]),
    ],
)
def test_why_a_member_does_not_qualify(state: State | None, expected: list[str]) -> None:
    found = official_problems(state, VERSIONS, [], dt.date(2015, 1, 1))
    assert [one.code for one in found] == expected


@given(DAYS, st.integers(2012, 2018), st.sampled_from("12"))
def test_a_signature_of_the_version_in_force_for_this_year_suffices(
    day: dt.date, year: int, version: str
) -> None:
    one = signed(version, year, month=3)
    current = version_on(VERSIONS, day)
    if current is not None and current.version == version and day.year == year:
        expected = [] if one.signed_on <= day else ["code_not_signed"]
        found = official_problems(OFFICIAL, VERSIONS, [one], day)
        assert [each.code for each in found] == expected


@given(DAYS)
def test_the_version_in_force_is_the_newest_begun(day: dt.date) -> None:
    found = version_on(VERSIONS, day)
    begun = [one for one in VERSIONS if one.since <= day]
    assert found == (begun[-1] if begun else None)


def test_years_that_lack_a_signature() -> None:
    past = History.of(
        [
            Entry(dt.date(2011, 1, 1), State(Category.OBSERVER)),
            Entry(dt.date(2012, 6, 1), OFFICIAL),
            Entry(dt.date(2016, 3, 1), State(Category.OFFICIAL, Standing.LEFT)),
        ]
    )
    held = [signed("1", 2013), signed("2", 2015)]
    assert years_unsigned(past, VERSIONS, held, dt.date(2018, 1, 1)) == (2012, 2014)
    assert years_unsigned(past, VERSIONS, held, dt.date(2012, 1, 1)) == ()
    assert years_unsigned(past, VERSIONS, held, dt.date(2011, 6, 1)) == ()
    assert years_unsigned(past, (), held, dt.date(2018, 1, 1)) == ()
    observer = History.of([Entry(dt.date(2011, 1, 1), State(Category.OBSERVER))])
    assert years_unsigned(observer, VERSIONS, [], dt.date(2018, 1, 1)) == ()


def test_a_year_asked_before_the_code_came_lacks_nothing() -> None:
    past = History.of([Entry(dt.date(2011, 1, 1), OFFICIAL)])
    assert years_unsigned(past, VERSIONS, [], dt.date(2012, 2, 1)) == ()
