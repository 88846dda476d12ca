"""What the check finds in a scheme, and what it lets pass."""

from dataclasses import replace
from fractions import Fraction

from tcvm.domain.scoring.check import Fault, Finding, check, unresolved
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.scheme import Category, Column, Grade, Scheme
from tests.domain.scoring.small_network import BORROWERS, INDICATORS, LATE, LOANS, SCHEME, bands


def only(column: Column) -> Scheme:
    """The scheme with that one column, and classes that fit it."""
    grades = (Grade("A", "≥ 2", parse_band("≥ 2"), 1), Grade("B", "< 2", parse_band("< 2"), 1))
    return replace(SCHEME, columns=(column,), grades=grades, readings=())


def found(scheme: Scheme) -> list[Finding]:
    return check(scheme, INDICATORS)


def test_the_scheme_as_read_is_accepted_and_its_holes_say_what_closes_them() -> None:
    findings = found(SCHEME)
    assert unresolved(findings) == []
    corrected = next(f for f in findings if f.column == "borrowers")
    assert corrected.fault is Fault.HOLE_AT_STEP
    assert (corrected.first, corrected.last) == (450, 499)
    # Fractions at either end of the hole round into a cell; what matters is what closes 450–499.
    assert corrected.closed_by == (FoundBy.CORRECTED,)


def test_as_printed_the_same_holes_are_open() -> None:
    open_ones = unresolved(found(SCHEME.as_printed()))
    assert [(f.column, f.fault, f.first, f.last) for f in open_ones] == [
        ("borrowers", Fault.HOLE_AT_STEP, 450, 499),
        ("late", Fault.HOLE_AT_STEP, Fraction(51, 1000), None),
        ("cost", Fault.HOLE_AT_STEP, Fraction(201, 1000), None),
    ]
    assert [f.closed_by for f in open_ones] == [(), (), ()]


def test_a_hole_between_steps_is_closed_by_rounding_and_none_of_whole_numbers() -> None:
    between = [f for f in found(only(LATE)) if f.fault is Fault.HOLE_BETWEEN_STEPS]
    assert [(f.interval.low, f.interval.high) for f in between if f.interval] == [
        (Fraction(2, 100), Fraction(21, 1000))
    ]
    assert between[0].closed_by == (FoundBy.ROUNDED,)
    counted = replace(BORROWERS, bands=bands("≥ 500", "100–499", "< 100"), corrections=())
    assert found(only(counted)) == []
    measured = replace(counted, whole_numbers=False)
    assert [f.fault for f in found(only(measured))] == [Fault.HOLE_BETWEEN_STEPS]


def test_a_hole_below_everything_is_unbounded() -> None:
    finding = unresolved(found(only(replace(LOANS, bands=bands("≥ 10", "5–9")))))[0]
    assert (finding.first, finding.last) == (None, 4)
    whole = replace(LOANS, bands=bands("≥ 10", "5–9"), whole_numbers=True)
    assert unresolved(found(only(whole)))[0].last == 4


def test_a_hole_of_excluded_bounds_at_the_step() -> None:
    finding = unresolved(found(only(replace(LOANS, bands=bands("> 10", "< 10")))))[0]
    assert (finding.first, finding.last) == (10, 10)


def test_overlapping_bands_are_found_with_the_values_they_share() -> None:
    findings = unresolved(found(only(replace(LOANS, bands=bands("≥ 10", "5–10", "< 6")))))
    shared = [(f.interval.low, f.interval.high) for f in findings if f.interval]
    assert [f.fault for f in findings] == [Fault.OVERLAP, Fault.OVERLAP]
    assert shared == [(10, 10), (5, 6)]
    touching = replace(LOANS, bands=bands("≥ 10", "< 10"))
    assert found(only(touching)) == []
    both_open = replace(LOANS, bands=(*bands("≥ 10", "< 10"), *bands("> 20")))
    assert Fault.OVERLAP in {f.fault for f in found(only(both_open))}


def test_points_that_fall_as_values_get_better_are_found() -> None:
    upside_down = replace(LOANS, bands=bands("< 10", "≥ 10"))
    assert Fault.NOT_ASCENDING in {f.fault for f in found(only(upside_down))}
    lower_is_better = replace(LATE, bands=bands("≥ 3 %", "< 3 %"))
    assert Fault.NOT_ASCENDING in {f.fault for f in found(only(lower_is_better))}


def test_a_column_needs_a_definition_the_catalogue_knows() -> None:
    assert found(only(replace(LOANS, indicator=None, bands=bands("≥ 1", "< 1"))))[0].fault is (
        Fault.NO_DEFINITION
    )
    unknown = found(only(replace(LOANS, indicator="magic", bands=bands("≥ 1", "< 1"))))
    assert (unknown[0].fault, unknown[0].name) == (Fault.UNKNOWN_INDICATOR, "magic")


def test_a_definition_that_departs_from_the_sectors_is_named_but_accepted() -> None:
    finding = next(f for f in found(SCHEME) if f.fault is Fault.DEPARTS_FROM_STANDARD)
    assert (finding.column, finding.name, finding.resolved) == ("late", "very_late", True)
    standard = SCHEME.reading_with(SCHEME.reading("late"), "very_late")
    assert Fault.DEPARTS_FROM_STANDARD not in {f.fault for f in found(standard)}


def test_a_group_table_is_checked_like_the_common_one() -> None:
    column = replace(LOANS, group_bands={"size:small": bands("≥ 10", "1–8")})
    findings = unresolved(found(only(column)))
    assert {f.group for f in findings} == {"size:small"}


def test_classes_must_hold_every_sum_once_and_every_category_a_fee() -> None:
    grades = (Grade("A", "≥ 5", parse_band("≥ 5"), 1), Grade("B", "< 4", parse_band("< 4"), 1))
    twice = (Grade("A", "≥ 5", parse_band("≥ 5"), 1), Grade("B", "≤ 5", parse_band("≤ 5"), 1))
    holes = [f for f in found(replace(SCHEME, grades=grades)) if f.fault is Fault.CLASS_HOLE]
    overlaps = [f for f in found(replace(SCHEME, grades=twice)) if f.fault is Fault.CLASS_OVERLAP]
    assert [f.interval.low for f in holes if f.interval] == [4]
    assert [f.name for f in overlaps] == ["A, B"]
    fees = found(replace(SCHEME, flat_fees_vnd={Category.OBSERVER: 1}))
    assert [f.name for f in fees if f.fault is Fault.FEE_MISSING] == [
        "associate_organisation",
        "associate_individual",
    ]
