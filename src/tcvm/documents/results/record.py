"""One member's result as JSON text.

The text is made piece by piece rather than from a dictionary: all that depends on the scheme
alone (bands, targets, neighbouring classes) is written once and then only put together, which is
what lets a hundred thousand member-years through in seconds. `json.loads` gives the record back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from tcvm.domain.rounding import PUBLISHED_PLACES
from tcvm.domain.scoring.distance import ClassDistance, Distance, Move
from tcvm.domain.scoring.match import Match
from tcvm.domain.scoring.peers import POINTS, Peers, Statistics, scaled
from tcvm.domain.scoring.readings import OtherResult
from tcvm.domain.scoring.score import Scorecard

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws

quoted = json.encoder.encode_basestring

#: What stands for a share or an interval bound of redraws: enough for a percentage with decimals.
SHARE_PLACES = 4


def plain(value: Decimal) -> str:
    """A published value in plain digits, without exponent."""
    return format(value, "f")


class RecordWriter:
    """Writes records under one scheme; what the scheme alone decides is kept as text."""

    def __init__(self) -> None:
        """Start with nothing kept."""
        # By identity, with the object held: hashing one costs more than writing its text anew.
        self._matches: dict[int, tuple[Match, str]] = {}
        self._classes: dict[int, tuple[ClassDistance, str]] = {}

    def head(self, card: Scorecard, values: Mapping[str, Decimal]) -> str:
        """The record up to its peer group; `values` are the published values by column."""
        grade = card.grade
        missing = ", ".join(quoted(code) for code in card.missing) if card.missing else ""
        fields = (
            f'{{"member": {quoted(card.member.name)}, "category": "{card.member.category}", '
            f'"status": "{card.status}", "points": {_or_null(card.points)}, '
            f'"class": {"null" if grade is None else quoted(grade.code)}, '
            f'"fee_vnd": {_or_null(card.fee_vnd)}, "missing": [{missing}], "indicators": {{'
        )
        parts = []
        for score in card.scores:
            if score.match is None:
                parts.append(
                    f'"{score.column}": {{"value": null, "points": null, '
                    f'"found_by": null, "band": null}}'
                )
                continue
            parts.append(
                f'"{score.column}": {{"value": "{plain(values[score.column])}", '
                f"{self._match(score.match)}}}"
            )
        return fields + ", ".join(parts) + "}"

    def _match(self, match: Match) -> str:
        known = self._matches.get(id(match))
        if known is None:
            band = quoted(match.band) if match.band else "null"
            text = f'"points": {match.points}, "found_by": "{match.found_by}", "band": {band}'
            known = self._matches[id(match)] = (match, text)
        return known[1]

    def distance(self, distance: Distance | None) -> str:
        """The value of `distance`."""
        if distance is None:
            return "null"
        double = distance.double
        pair = "null" if double is None else f"[{_move(double[0])}, {_move(double[1])}]"
        single = "null" if distance.single is None else _move(distance.single)
        gains = ", ".join([f'"{code}": {_change(move)}' for code, move in distance.gains.items()])
        losses = ", ".join([f'"{code}": {_change(move)}' for code, move in distance.losses.items()])
        return (
            f'{{"class_above": {self._class(distance.up)}, '
            f'"class_below": {self._class(distance.down)}, '
            f'"gain": {{{gains}}}, "lose": {{{losses}}}, '
            f'"cheapest": {{"single": {single}, "double": {pair}}}}}'
        )

    def _class(self, one: ClassDistance | None) -> str:
        if one is None:
            return "null"
        known = self._classes.get(id(one))
        if known is None:
            text = (
                f'{{"class": {quoted(one.grade.code)}, "points": {one.points}, '
                f'"fee_change_vnd": {one.fee_change_vnd}}}'
            )
            known = self._classes[id(one)] = (one, text)
        return known[1]


def _or_null(number: int | None) -> str:
    return "null" if number is None else str(number)


def _change(move: Move) -> str:
    return (
        f'{{"value": "{move.value:f}", "reached": {"true" if move.reached else "false"}, '
        f'"change": "{move.change:f}", "points": {move.points}}}'
    )


def _move(move: Move) -> str:
    relative = "null" if move.relative is None else f'"{move.relative:.6f}"'
    return (
        f'{{"indicator": "{move.column}", "value": "{move.value:f}", '
        f'"reached": {"true" if move.reached else "false"}, "change": "{move.change:f}", '
        f'"relative": {relative}, "points": {move.points}}}'
    )


def peer_group(peers: Peers, groups: Mapping[str, str], points: int | None) -> str:
    """The value of `peer_group`: on each axis the group, its rated members and the rank by points.

    The rank of a group too small to be shown, or of a member without points, is null.
    """
    axes = []
    for axis, group in groups.items():
        scaled_points = 0 if points is None else scaled(Decimal(points))
        standing = peers.standing(axis, group, POINTS, scaled_points)
        rank = "null" if points is None else _or_null(standing.rank)
        axes.append(
            f'"{axis}": {{"group": "{group}", "rated": {standing.members}, "rank": {rank}}}'
        )
    return "{" + ", ".join(axes) + "}"


def peer_statistics(peers: Peers) -> str:
    """The value of the top-level `peer_groups`: median and quartiles by axis, group and column."""
    columns = [POINTS, *(column.code for column in peers.scheme.columns)]
    record: dict[str, dict[str, dict[str, dict[str, int | str | None]]]] = {}
    for axis, group in peers.groups():
        record.setdefault(axis, {})[group] = {
            column: _statistics(peers.statistics(axis, group, column)) for column in columns
        }
    return json.dumps(record, ensure_ascii=False)


def _statistics(found: Statistics) -> dict[str, int | str | None]:
    quantiles = {
        "median": found.median,
        "lower_quartile": found.lower_quartile,
        "upper_quartile": found.upper_quartile,
    }
    texts = {
        name: None if value is None else plain(round(value, PUBLISHED_PLACES).normalize())
        for name, value in quantiles.items()
    }
    return {"members": found.members, **texts}


def robustness(others: Iterable[OtherResult], redraws: Redraws | None) -> str:
    """The value of `robustness`: the class under every other reading, and over the redraws."""
    record: dict[str, object] = {
        "readings": [
            {
                "reading": other.reading,
                "value": other.value,
                "points": other.points,
                "class": other.grade,
                "changes_class": other.changes_class,
            }
            for other in others
        ],
        "redraws": None,
    }
    if redraws is not None:
        record["redraws"] = {
            "draws": redraws.draws,
            "seed": redraws.seed,
            "error_amounts": redraws.error_amounts,
            "error_counts": redraws.error_counts,
            "class_shares": {
                code: round(share, SHARE_PLACES) for code, share in redraws.class_shares.items()
            },
            "points_5_95": [redraws.points_low, redraws.points_high],
            "rank_5_95": [redraws.rank_low, redraws.rank_high],
            "near_boundary": redraws.near_boundary,
        }
    return json.dumps(record, ensure_ascii=False)
