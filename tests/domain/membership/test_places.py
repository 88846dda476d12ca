"""Places have dates: an address of before 1 July 2025 is counted in the province of today."""

import datetime as dt

import pytest

from tcvm.domain.membership.periods import Period
from tcvm.domain.membership.places import Area, Gazetteer, Level

REFORM = dt.date(2025, 7, 1)
BEFORE, ON = dt.date(2025, 6, 30), REFORM
DISTRICT = Level.DISTRICT


def province(code: str, since: dt.date | None, until: dt.date | None, becomes: str = "") -> Area:
    return Area(code, f"Tỉnh {code}", Level.PROVINCE, Period(since, until), becomes=becomes)


PLACES = Gazetteer.of(
    [
        province("yen-bai", None, REFORM, "lao-cai-2025"),
        province("lao-cai", None, REFORM, "lao-cai-2025"),
        province("lao-cai-2025", REFORM, None),
        province("son-la", None, None),
        province("gone", None, REFORM),
        Area("136", "Huyện Lục Yên", DISTRICT, Period(None, REFORM), within="yen-bai"),
        Area("125", "Huyện Mai Sơn", DISTRICT, Period(None, REFORM), within="son-la"),
    ]
)


def codes(found: tuple[Area, ...]) -> list[str]:
    return [one.code for one in found]


def test_the_places_of_a_day() -> None:
    assert codes(PLACES.on(BEFORE)) == ["yen-bai", "lao-cai", "son-la", "gone"]
    assert codes(PLACES.on(ON)) == ["lao-cai-2025", "son-la"]
    assert codes(PLACES.on(BEFORE, DISTRICT)) == ["136", "125"]
    assert codes(PLACES.on(ON, DISTRICT)) == []


@pytest.mark.parametrize(
    ("code", "before", "on"),
    [
        ("yen-bai", ["yen-bai"], ["lao-cai-2025"]),
        ("136", ["yen-bai"], ["lao-cai-2025"]),
        ("125", ["son-la"], ["son-la"]),
        # Written after the merger and asked of a day before it, it may have been either.
        ("lao-cai-2025", ["yen-bai", "lao-cai"], ["lao-cai-2025"]),
        ("gone", ["gone"], []),
        ("nowhere", [], []),
    ],
)
def test_the_province_of_a_place_on_a_day(code: str, before: list[str], on: list[str]) -> None:
    assert codes(PLACES.provinces_on(code, BEFORE)) == before
    assert codes(PLACES.provinces_on(code, ON)) == on


def test_an_address_ends_with_its_district_and_province() -> None:
    assert PLACES.written("136") == "Huyện Lục Yên, Tỉnh yen-bai"
    assert PLACES.written("son-la") == "Tỉnh son-la"
    assert PLACES.written("nowhere") == ""
    found = PLACES.get("son-la")
    assert found is not None
    assert found.name == "Tỉnh son-la"


@pytest.mark.parametrize(
    ("areas", "message"),
    [
        ([province("a", None, None), province("a", None, None)], "twice"),
        ([Area("1", "Huyện", DISTRICT)], "lies within"),
        ([Area("a", "Tỉnh", Level.PROVINCE, within="a")], "lies within"),
        ([Area("1", "Huyện", DISTRICT, within="a")], "no province"),
        ([province("a", None, REFORM, "b")], "no province"),
        ([province("a", None, REFORM, "b"), province("b", ON.replace(day=2), None)], "begin"),
        ([province("a", None, None, "b"), province("b", REFORM, None)], "begin"),
        (
            [
                province("a", None, None),
                Area("1", "Huyện", DISTRICT, within="a"),
                Area("2", "Huyện", DISTRICT, within="1"),
            ],
            "no province",
        ),
    ],
)
def test_places_that_do_not_fit_are_refused(areas: list[Area], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Gazetteer.of(areas)
