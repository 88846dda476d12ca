"""Loading a round: once, exactly, with the source of every figure, and nothing half-way."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.apps.ratings.actions.load_round import exact_text, load_round
from tcvm.apps.ratings.models import RatedMember, ReportedFigure, Round
from tcvm.apps.ratings.public import MemberFigures, RoundFigures, RoundUnusable
from tcvm.documents.catalogue import CatalogueError
from tcvm.domain.problems import Place
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.scoring.score import Member
from tcvm.domain.text import Text
from tests.apps.ratings.demo import demo_rounds

pytestmark = pytest.mark.django_db


def small(*members: Member, code: str = "small", **changed: object) -> RoundFigures:
    """A round of these members, its figures in row 2 and below of a file."""
    given_members = tuple(
        MemberFigures(one, {name: Place("small.csv", "", row, name) for name in one.figures})
        for row, one in enumerate(members, start=2)
    )
    figures = RoundFigures(
        code=code,
        year=2016,
        as_of=dt.date(2016, 12, 31),
        title=Text("Nhỏ", "Small"),
        scheme="vmfwg-2014",
        currency="VND",
        members=given_members,
        exchange_rate=Fraction(22720),
    )
    return replace(figures, **changed)


def counts() -> tuple[int, int, int]:
    return Round.objects.count(), RatedMember.objects.count(), ReportedFigure.objects.count()


def test_the_same_content_is_loaded_once(now: dt.datetime) -> None:
    before = counts()
    figures = demo_rounds()["mix-2014"]
    kept, written = load_round(figures=figures, now=now)
    assert not written
    assert kept.revision == 1
    assert counts() == before


def test_other_content_makes_a_revision_and_keeps_the_old(now: dt.datetime) -> None:
    first, written = load_round(figures=small(Member("A", figures={"savers": 10})), now=now)
    assert written
    second, written = load_round(figures=small(Member("A", figures={"savers": 11})), now=now)
    assert written
    assert (first.revision, second.revision) == (1, 2)
    assert first.members.get().figures.get().value == "10"
    assert second.members.get().figures.get().value == "11"


def test_another_title_is_another_content(now: dt.datetime) -> None:
    load_round(figures=small(), now=now)
    again, written = load_round(figures=small(title=Text("Khác", "Other")), now=now)
    assert written
    assert again.revision == 2


def test_a_figure_is_kept_exactly_with_its_cell(now: dt.datetime) -> None:
    third = Fraction(1, 3)
    member = Member("A", figures={"savings": Fraction("15035419.4"), "equity": third, "savers": 7})
    kept, _ = load_round(figures=small(member), now=now)
    figures = {one.code: one for one in kept.members.get().figures.all()}
    assert {code: one.exact for code, one in figures.items()} == member.figures
    assert figures["savings"].value == "15035419.4"
    place = figures["savings"]
    assert (place.source_file, place.source_row, place.source_column) == ("small.csv", 2, "savings")


@given(st.fractions())
def test_exact_text_gives_the_number_back(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


def test_derivations_stand_with_their_figures() -> None:
    cep = RatedMember.objects.get(round__code="mix-2014", slug="cep")
    savers = cep.figures.get(code="savers")
    assert savers.derivation is not None
    assert savers.derivation.approximate
    assert "rounded ratios" in savers.derivation.how_en
    assert cep.figures.get(code="gross_loan_portfolio").derivation is None


def test_names_that_come_to_the_same_address_are_numbered(now: dt.datetime) -> None:
    names = ["Quỹ Đỗ Hữu", "Quy Do Huu", "Quỹ Đỗ Hữu 2", "日本", "!"]
    kept, _ = load_round(figures=small(*(Member(name) for name in names)), now=now)
    slugs = [one.slug for one in kept.members.all()]
    assert slugs[:3] == ["quy-do-huu", "quy-do-huu-2", "quy-do-huu-2-2"]
    assert slugs[3:] == ["member", "member-2"]


def test_only_rated_members_have_redraws() -> None:
    members = RatedMember.objects.filter(round__code="mix-2014")
    with_redraws = {one.slug for one in members if one.redraws is not None}
    assert with_redraws == {"cep", "m7-db-district", "m7-stu", "mfcdi", "ppc", "thanh-hoa-mfi"}
    shares = members.get(slug="cep").redraws["class_shares"]
    assert sum(shares.values()) == pytest.approx(1)


def test_an_unknown_scheme_writes_nothing(now: dt.datetime) -> None:
    before = counts()
    with pytest.raises(CatalogueError):
        load_round(figures=small(scheme="nothing-2014"), now=now)
    assert counts() == before


def test_what_cannot_be_kept_leaves_nothing_behind(now: dt.datetime) -> None:
    before = counts()
    ends = tuple(range(13))
    member = Member("A", figures={"month_ends_gross_loan_portfolio": ends})
    with pytest.raises(RoundUnusable, match="month_ends_gross_loan_portfolio"):
        load_round(figures=small(member), now=now)
    assert counts() == before


def test_observers_are_kept_and_not_rated(now: dt.datetime) -> None:
    kept, _ = load_round(figures=small(Member("O", Category.OBSERVER)), now=now)
    assert kept.members.get().category == "observer"
    assert kept.members.get().redraws is None
