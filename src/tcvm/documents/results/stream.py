"""Results as JSON, for a file of any size in bounded memory.

Members are scored in batches by worker processes and their records laid down in a scratch file;
only published values are kept, for the ranks within peer groups. When the last member is known
the records are put together with their ranks. Nothing reaches the output before the whole input
has proved usable.
"""

from __future__ import annotations

import gc
import json
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from tcvm.documents.results.rating import (
    Request,
    Results,
    Terms,
    robustness_left_out,
    rules_of,
    usable,
)
from tcvm.documents.results.record import (
    RecordWriter,
    peer_group,
    peer_statistics,
    robustness,
)
from tcvm.documents.tables import Reader
from tcvm.documents.words import say
from tcvm.domain.problems import Problem
from tcvm.domain.rounding import decimal_text
from tcvm.domain.scoring.distance import Distances
from tcvm.domain.scoring.peers import Peers, published_values, scaled
from tcvm.domain.scoring.score import Member, Rules

BATCH_MEMBERS = 500
#: Below this, starting workers costs more than they save.
WORKERS_FROM_MEMBERS = 2_000

Open = Callable[[], AbstractContextManager[BinaryIO]]


def write_json(request: Request, destination: Open) -> Sequence[Problem]:
    """Rate the request's file and write the results; UnusableError leaves nothing written.

    Gives the warnings and notes, which stand in the document too.
    """
    reader = request.open()
    rows = iter(reader)
    head = list(islice(rows, WORKERS_FROM_MEMBERS))
    if len(head) < WORKERS_FROM_MEMBERS or request.wants_robustness(len(head)):
        results = request.results([*head, *rows], reader)
        with destination() as stream:
            for part in document(results, request.locale):
                stream.write(part.encode())
        return results.problems
    # Nothing made of a member refers to itself: looking for such cycles would only cost time.
    gc.disable()
    try:
        members = (row.member for row in chain(head, rows))
        return _write_large(request, reader, members, destination)
    finally:
        gc.enable()


def document(results: Results, locale: str) -> Iterator[str]:
    """The JSON document of a round in memory, in parts."""
    writer = RecordWriter()
    yield _opening(results.terms)
    redraws = results.redraws or (None,) * len(results.round.members)
    for place, (result, redrawn) in enumerate(zip(results.round.members, redraws, strict=True)):
        values = dict(published_values(result.card))
        group = peer_group(results.round.peers, result.card.groups, result.card.points)
        parts = [
            writer.head(result.card, values),
            f'"distance": {writer.distance(result.distance)}',
            f'"peer_group": {group}',
        ]
        if results.redraws is not None:
            parts.append(f'"robustness": {robustness(result.others, redrawn)}')
        yield ("" if place == 0 else ",\n") + ", ".join(parts) + "}"
    yield _closing(results.round.peers, results.problems, locale)


def _opening(terms: Terms) -> str:
    scheme = terms.scheme
    rate = terms.vnd_per_usd
    record = {
        "scheme": scheme.code,
        "scheme_version": scheme.version,
        "year": terms.year,
        "as_of": None if terms.as_of is None else terms.as_of.isoformat(),
        "currency": terms.currency,
        "vnd_per_usd": None if rate is None else decimal_text(rate),
        "points_max": scheme.points_max,
    }
    return json.dumps(record, ensure_ascii=False)[:-1] + ', "members": [\n'


def _closing(peers: Peers, problems: Sequence[Problem], locale: str) -> str:
    records = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "file": problem.place.file,
            "row": problem.place.row,
            "column": problem.place.column or None,
            "message": say(problem, locale),
        }
        for problem in problems
    ]
    return (
        f'\n], "peer_groups": {peer_statistics(peers)}, '
        f'"problems": {json.dumps(records, ensure_ascii=False)}}}\n'
    )


class _Scored(NamedTuple):
    """What a worker gives back of one member: its record without ranks, and what ranks need."""

    record: bytes
    groups: dict[str, str]
    values: list[tuple[str, int]]
    points: int | None


class _Worker:
    """What each worker process makes ready once."""

    rules: Rules
    distances: Distances
    writer: RecordWriter


def _start(terms: Terms) -> None:
    gc.disable()
    _Worker.rules = rules_of(terms)
    _Worker.distances = Distances(_Worker.rules)
    _Worker.writer = RecordWriter()


def _score(members: Sequence[Member]) -> list[_Scored]:
    return [_scored(member) for member in members]


def _scored(member: Member) -> _Scored:
    card = _Worker.rules.score(member)
    values = published_values(card)
    head = _Worker.writer.head(card, dict(values))
    distance = _Worker.writer.distance(_Worker.distances.of(card))
    places = [(column, scaled(value)) for column, value in values]
    return _Scored(
        f'{head}, "distance": {distance}'.encode(), dict(card.groups), places, card.points
    )


def _write_large(
    request: Request, reader: Reader, members: Iterator[Member], destination: Open
) -> Sequence[Problem]:
    peers = Peers(request.terms.scheme)
    kept: list[tuple[int, dict[str, str], int | None]] = []
    alike: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
    with tempfile.TemporaryFile() as scratch:
        for scored in _in_order(members, request.terms):
            # Members have few different sets of groups: each set is kept once.
            groups = alike.setdefault(tuple(scored.groups.items()), scored.groups)
            kept.append((scratch.write(scored.record), groups, scored.points))
            peers.add(scored.groups, scored.values)
        problems = usable(reader.problems)
        if request.robustness is None:
            problems.append(robustness_left_out(request.file))
        scratch.seek(0)
        with destination() as stream:
            stream.write(_opening(request.terms).encode())
            between = b""
            # Members of the same groups and points, hundreds in a large file, stand alike.
            standing: dict[tuple[tuple[tuple[str, str], ...], int | None], bytes] = {}
            for length, groups, points in kept:
                key = (tuple(groups.items()), points)
                group = standing.get(key)
                if group is None:
                    text = f', "peer_group": {peer_group(peers, groups, points)}}}'
                    group = standing[key] = text.encode()
                stream.write(between + scratch.read(length) + group)
                between = b",\n"
            stream.write(_closing(peers, problems, request.locale).encode())
    return problems


def _in_order(members: Iterator[Member], terms: Terms) -> Iterator[_Scored]:
    """The members scored by as many processes as there are processors, a few batches ahead."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(terms,)) as pool:
        waiting: deque[Future[list[_Scored]]] = deque()
        while batch := list(islice(members, BATCH_MEMBERS)):
            waiting.append(pool.submit(_score, batch))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
