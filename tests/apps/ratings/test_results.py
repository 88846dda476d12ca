"""A stored round rates as its file does, and every figure knows its cell."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from tcvm.apps.ratings import public, queries
from tcvm.apps.ratings.models import Round
from tcvm.apps.ratings.results import results_of
from tcvm.documents import catalogue
from tcvm.domain.problems import Place
from tcvm.domain.scoring.round import rate_round
from tcvm.domain.scoring.score import Rules, Status
from tests.apps.ratings.demo import demo_rounds
from tests.apps.ratings.test_load_round import small

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["mix-2012", "mix-2013", "mix-2014", "mix-2017"])
def test_a_stored_round_rates_as_its_file_does(code: str) -> None:
    figures = demo_rounds()[code]
    rules = Rules(catalogue.scheme(figures.scheme), catalogue.indicators())
    direct = rate_round([one.member for one in figures.members], rules)
    stored = results_of(Round.objects.get(code=code))
    assert [one.result for one in stored.members] == list(direct.members)


def test_results_are_worked_out_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    round_ = Round.objects.get(code="mix-2013")
    first = results_of(round_)
    with django_assert_num_queries(0):
        assert results_of(round_) is first


def test_every_figure_knows_its_cell() -> None:
    cep = results_of(Round.objects.get(code="mix-2014")).member("cep")
    assert cep is not None
    assert cep.sources["overdue_over_30"].place == Place(
        "mix-vietnam-2014.csv", "", 2, "overdue_over_30"
    )
    assert set(cep.sources) == set(cep.result.card.member.figures)


def test_a_changed_catalogue_is_said() -> None:
    round_ = Round.objects.get(code="mix-2014")
    assert not results_of(round_).rules_changed
    round_.rules_sha256, round_.content_sha256 = "0" * 64, "1" * 64
    assert results_of(round_).rules_changed


def test_a_round_is_found_by_its_code_and_by_its_revision(now: dt.datetime) -> None:
    public.load(figures=small(), now=now)
    public.load(figures=small(currency="USD"), now=now)
    rounds = list(queries.visible_to(None))
    found = {
        address: queries.at_address(rounds, address)
        for address in ("small", "small.1", "small.2", "small.3", "small.01", "nothing")
    }
    assert {address: one and one.revision for address, one in found.items()} == {
        "small": 2,
        "small.1": 1,
        "small.2": 2,
        "small.3": None,
        "small.01": None,
        "nothing": None,
    }
    newest = {str(one) for one in queries.newest(rounds)}
    assert "small.2" in newest
    assert "small.1" not in newest


def test_summaries_are_frozen_values_oldest_first() -> None:
    summaries = public.summaries()
    assert [one.year for one in summaries] == [2012, 2013, 2014, 2017]
    cep, cwcd, *_ = summaries[2].members
    assert (cep.name, cep.points, cep.grade, cep.fee_vnd) == ("CEP", 49, "A", 12_000_000)
    assert cep.near_boundary is False
    assert (cwcd.status, cwcd.points, cwcd.grade, cwcd.near_boundary) == (
        Status.INCOMPLETE,
        None,
        None,
        None,
    )
    assert cwcd.missing == ("opening_gross_loan_portfolio", "opening_total_assets")
