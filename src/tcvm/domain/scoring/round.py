"""A whole round: all members of a network in one year, scored, compared and measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tcvm.domain.scoring.distance import Distance, Distances
from tcvm.domain.scoring.peers import Peers
from tcvm.domain.scoring.readings import Alternatives, OtherResult
from tcvm.domain.scoring.score import Member, Rules, Scorecard


@dataclass(frozen=True, slots=True)
class MemberResult:
    """One member's scorecard, how far it stands from others, and its class under other readings."""

    card: Scorecard
    distance: Distance | None
    others: tuple[OtherResult, ...]


@dataclass(frozen=True, slots=True)
class RoundResult:
    """The results of all members, in the order given, and their peer groups."""

    rules: Rules
    members: tuple[MemberResult, ...]
    peers: Peers


def rate_round(members: Iterable[Member], rules: Rules, *, readings: bool = True) -> RoundResult:
    """Rate `members` by `rules`, with distances, peers and, if wanted, the other readings."""
    distances = Distances(rules)
    alternatives = Alternatives(rules) if readings else None
    peers = Peers(rules.scheme)
    results = []
    for member in members:
        card = rules.score(member)
        peers.add_card(card)
        others = alternatives.of(card) if alternatives is not None else ()
        results.append(MemberResult(card, distances.of(card), others))
    return RoundResult(rules, tuple(results), peers)
