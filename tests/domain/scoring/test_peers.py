"""Peer statistics and ranks, and that small groups stay hidden."""

from decimal import Decimal
from fractions import Fraction
from statistics import median, quantiles

from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.scoring.peers import POINTS, Peers, Standing, Statistics, published_values, scaled
from tcvm.domain.scoring.round import rate_round
from tcvm.domain.scoring.score import Member, Rules
from tests.domain.scoring.small_network import FIGURES, INDICATORS, SCHEME

GROUPS = {"size": "large"}
# Also amounts that, scaled, need more than eight bytes.
values = st.decimals(-(10**9), 10**9, places=4)


def peers_of(column: str, numbers: list[Decimal]) -> Peers:
    peers = Peers(SCHEME)
    for number in numbers:
        peers.add(GROUPS, [(column, scaled(number))])
    return peers


@given(st.lists(values, min_size=5, max_size=40))
def test_median_and_quartiles_are_the_inclusive_ones(numbers: list[Decimal]) -> None:
    found = peers_of("late", numbers).statistics("size", "large", "late")
    lower, middle, upper = quantiles(map(Fraction, numbers), n=4, method="inclusive")
    assert found.median is not None
    assert Fraction(found.median) == middle
    assert middle == median(map(Fraction, numbers))
    assert found.lower_quartile is not None
    assert Fraction(found.lower_quartile) == lower
    assert found.upper_quartile is not None
    assert Fraction(found.upper_quartile) == upper


@given(st.lists(values, min_size=3, max_size=40))
def test_rank_counts_those_who_are_better(numbers: list[Decimal]) -> None:
    for column, better in (("late", Decimal.__lt__), ("loans", Decimal.__gt__)):
        peers = peers_of(column, numbers)
        for number in numbers:
            expected = 1 + sum(better(other, number) for other in numbers)
            standing = peers.standing("size", "large", column, scaled(number))
            assert standing == Standing(expected, len(numbers))


def test_small_groups_give_no_statistic_and_no_rank() -> None:
    two = peers_of("late", [Decimal(1), Decimal(2)])
    assert two.statistics("size", "large", "late") == Statistics(2, None, None, None)
    assert two.standing("size", "large", "late", scaled(Decimal(1))) == Standing(None, 2)
    four = peers_of("late", [Decimal(n) for n in range(4)])
    assert four.statistics("size", "large", "late") == Statistics(4, Decimal("1.5"), None, None)
    assert Peers(SCHEME).statistics("size", "small", "late").members == 0


def test_a_round_compares_its_members() -> None:
    rules = Rules(SCHEME, INDICATORS, exchange_rate=Fraction(20))
    members = [
        Member(f"Quỹ {n}", legal_form="fund", figures={**FIGURES, "borrowers": 600 + 100 * n})
        for n in range(5)
    ]
    result = rate_round([*members, Member("Thiếu", figures={"borrowers": 900})], rules)
    assert result.peers.groups() == [("size", "large"), ("legal_form", "fund")]
    assert result.peers.statistics("size", "large", "borrowers").members == 6
    assert result.peers.statistics("size", "large", POINTS).members == 5
    assert [r.distance is not None for r in result.members] == [True] * 5 + [False]
    assert result.members[5].others == ()
    assert published_values(result.members[5].card) == [("borrowers", Decimal(900))]
    result.peers.add(GROUPS, [("borrowers", scaled(Decimal(1)))])
    assert result.peers.statistics("size", "large", "borrowers").members == 7
