"""Results as JSON, for a file of any size in bounded memory.

Members are scored in batches by worker processes and their records laid down in a scratch file;
only published values are kept, for the ranks within peer groups. When the last member is known
the records are put together with their ranks. Nothing reaches the output before the whole input
has proved usable.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from tcvm.documents.results.rating import (
    ROBUSTNESS_MEMBERS_MAX,
    Heading,
    Request,
    Results,
    results_of,
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
from tcvm.documents.tables import Reader, RowParser
from tcvm.documents.tables.source import Cell
from tcvm.documents.words import say
from tcvm.domain.problems import Problem
from tcvm.domain.rounding import decimal_text
from tcvm.domain.scoring.distance import Distances
from tcvm.domain.scoring.peers import Peers, published_values, scaled
from tcvm.domain.scoring.score import Member, Rules

BATCH_ROWS = 500
#: Below this, starting workers costs more than they save.
WORKERS_FROM_ROWS = 2_000

NumberedRow = tuple[int, Sequence[Cell]]
Open = Callable[[], AbstractContextManager[BinaryIO]]


def write_json(request: Request, destination: Open) -> None:
    """Rate the request's file and write the results; UnusableError leaves nothing written."""
    reader = request.open()
    rows = reader.rows()
    head = list(islice(rows, max(WORKERS_FROM_ROWS, ROBUSTNESS_MEMBERS_MAX + 1)))
    if request.wants_robustness(len(head)) or len(head) < WORKERS_FROM_ROWS:
        members = list(_members(reader, head)) + list(_members(reader, rows))
        reader.close()
        problems = usable(reader.problems)
        robust = request.wants_robustness(len(members))
        if not robust and request.robustness is None:
            problems.append(robustness_left_out(request.file))
        results = results_of(members, request, robust=robust, problems=problems)
        with destination() as stream:
            for part in document(results, request.locale):
                stream.write(part.encode())
        return
    _write_large(request, reader, _batches(head, rows), destination)


def _members(reader: Reader, rows: Iterable[NumberedRow]) -> Iterator[Member]:
    for row, cells in rows:
        found: list[Problem] = []
        member = reader.parser.member(row, cells, found)
        reader.report(found)
        if member is not None:
            reader.known(row, member.name)
            yield member


def document(results: Results, locale: str) -> Iterator[str]:
    """The JSON document of a round in memory, in parts."""
    writer = RecordWriter()
    yield _opening(results.heading)
    redraws = results.redraws or (None,) * len(results.round.members)
    for place, (result, redrawn) in enumerate(zip(results.round.members, redraws, strict=True)):
        values = dict(published_values(result.card))
        places = [(column, scaled(value)) for column, value in values.items()]
        group = peer_group(results.round.peers, result.card.groups, places)
        parts = [
            writer.head(result.card, values),
            f'"distance": {writer.distance(result.distance)}',
            f'"peer_group": {group}',
        ]
        if results.redraws is not None:
            parts.append(f'"robustness": {robustness(result.others, redrawn)}')
        yield ("" if place == 0 else ",\n") + ", ".join(parts) + "}"
    yield _closing(results.round.peers, results.problems, locale)


def _opening(heading: Heading) -> str:
    scheme = heading.scheme
    rate = heading.vnd_per_usd
    record = {
        "scheme": scheme.code,
        "scheme_version": scheme.version,
        "year": heading.year,
        "as_of": None if heading.as_of is None else heading.as_of.isoformat(),
        "currency": heading.currency,
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


@dataclass(frozen=True, slots=True)
class _Scored:
    """What a worker gives back of one batch: records without ranks, and what ranks need."""

    names: list[tuple[int, str]]
    records: list[str]
    groups: list[dict[str, str]]
    values: list[list[tuple[str, int]]]
    problems: list[Problem]


class _Worker:
    """What each worker process makes ready once."""

    rules: Rules
    parser: RowParser
    distances: Distances
    writer: RecordWriter


def _start(heading: Heading, parser: RowParser) -> None:
    _Worker.rules = rules_of(heading)
    _Worker.parser = parser
    _Worker.distances = Distances(_Worker.rules)
    _Worker.writer = RecordWriter()


def _score(rows: Sequence[NumberedRow]) -> _Scored:
    scored = _Scored([], [], [], [], [])
    for row, cells in rows:
        member = _Worker.parser.member(row, cells, scored.problems)
        if member is None:
            continue
        card = _Worker.rules.score(member)
        values = published_values(card)
        distance = _Worker.writer.distance(_Worker.distances.of(card))
        head = _Worker.writer.head(card, dict(values))
        scored.names.append((row, member.name))
        scored.records.append(f'{head}, "distance": {distance}')
        scored.groups.append(dict(card.groups))
        scored.values.append([(column, scaled(value)) for column, value in values])
    return scored


def _write_large(
    request: Request, reader: Reader, batches: Iterator[list[NumberedRow]], destination: Open
) -> None:
    peers = Peers(request.heading.scheme)
    standing: list[tuple[dict[str, str], list[tuple[str, int]]]] = []
    lengths: list[int] = []
    with tempfile.TemporaryFile() as scratch:
        for scored in _in_order(batches, request.heading, reader.parser):
            reader.report(scored.problems)
            for row, name in scored.names:
                reader.known(row, name)
            for record, groups, values in zip(
                scored.records, scored.groups, scored.values, strict=True
            ):
                lengths.append(scratch.write(record.encode()))
                peers.add(groups, values)
                standing.append((groups, values))
        reader.close()
        problems = usable(reader.problems)
        if request.robustness is None:
            problems.append(robustness_left_out(request.file))
        scratch.seek(0)
        with destination() as stream:
            stream.write(_opening(request.heading).encode())
            first = True
            for length, (groups, values) in zip(lengths, standing, strict=True):
                stream.write(b"" if first else b",\n")
                stream.write(scratch.read(length))
                group = peer_group(peers, groups, values)
                stream.write(f', "peer_group": {group}}}'.encode())
                first = False
            stream.write(_closing(peers, problems, request.locale).encode())


def _batches(
    head: Sequence[NumberedRow], rest: Iterator[NumberedRow]
) -> Iterator[list[NumberedRow]]:
    rows = chain(head, rest)
    while batch := list(islice(rows, BATCH_ROWS)):
        yield batch


def _in_order(
    batches: Iterator[list[NumberedRow]], heading: Heading, parser: RowParser
) -> Iterator[_Scored]:
    """The batches scored by as many processes as there are processors, a few batches ahead."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(heading, parser)) as pool:
        waiting: deque[Future[_Scored]] = deque()
        for batch in batches:
            waiting.append(pool.submit(_score, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
