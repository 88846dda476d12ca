"""A file held against a register: the same is found by one process and by several."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from bench.register_names import listed, register

from tcvm.apps.exchange import holding
from tcvm.apps.exchange.holding import AHEAD, PIECE, Named, hold
from tcvm.apps.exchange.matching import Best, Index
from tcvm.domain.membership.sameness import Certainty

#: Of rows that mean somebody, so many are recognised at least, of 100, by how they are written.
RECOGNISED = {
    "diacritics lost": 100,
    "abbreviated": 99,
    "another order": 100,
    "one slip": 90,
    "a word left out": 92,
    "slip, abbreviated, no diacritics": 85,
    "two slips": 35,
}


def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(3)
    names = register(4 * PIECE, random)
    rows = listed(names, 200, 0.5, random)
    index = Index([Named((row.name,)).traits(person=False) for row in rows])
    entries = [(name, Named((name,))) for name in names]
    alone = list(hold(index, entries, person=False))
    monkeypatch.setattr(holding, "ALONE_MAX", PIECE)
    handed: list[int] = []

    def told() -> Iterator[tuple[str, Named]]:
        for at, entry in enumerate(entries):
            handed.append(at)
            yield entry

    shared = hold(index, told(), person=False)
    first = next(shared)
    # Rows come as the register is read, not after it: so memory does not grow with it.
    assert len(handed) <= PIECE * (2 + AHEAD * holding.PROCESSES_MAX)
    assert [first, *shared] == alone
    assert len(alone) > 100


def test_names_are_recognised_however_they_are_written() -> None:
    random = Random(11)
    names = register(2_000, random)
    rows = listed(names, 700, 0.7, random)
    best: Best[int] = Best()
    index = Index([Named((row.name,)).traits(person=False) for row in rows])
    entries = [(at, Named((name,))) for at, name in enumerate(names)]
    for row, found, at in hold(index, entries, person=False):
        best.add(row, found, at)
    met: dict[str, list[bool]] = {}
    for at, one in enumerate(rows):
        found_here = best.of(at)
        if one.means is None:
            assert not found_here or found_here[0][0].certainty is not Certainty.SURE
        else:
            met.setdefault(one.how, []).append(one.means in [whom for _, whom in found_here])
    for how, least in RECOGNISED.items():
        assert 100 * sum(met[how]) >= least * len(met[how]), how


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # A word of the kind left out leaves little doubt; another letter may be another place.
        ("Quỹ hỗ trợ phụ nữ nghèo Sông Đào", "Quỹ hỗ trợ phụ nữ Sông Đào", {Certainty.LIKELY}),
        (
            "Quỹ hỗ trợ phụ nữ Ba Vinh Bac",
            "Quỹ hỗ trợ phụ nữ Ba Vinh Bat",
            {Certainty.POSSIBLE},
        ),
        ("Quỹ hỗ trợ phụ nữ Sông Đào 1", "Quỹ hỗ trợ phụ nữ Sông Đào 2", set()),
    ],
)
def test_how_sure_near_names_are(one: str, other: str, expected: set[Certainty]) -> None:
    index = Index([Named((one,)).traits(person=False)])
    found = hold(index, [(1, Named((other,)))], person=False)
    assert {likeness.certainty for _, likeness, _ in found} == expected


def test_what_many_share_is_found_by_the_rest_of_the_name() -> None:
    """Of thirty bodies of one place, the one with a word left out is still met."""
    kinds = [f"Quỹ hỗ trợ phát triển số{chr(97 + at)}x Hạ Long" for at in range(30)]
    names = [*kinds, *(f"Chương trình {word} Hạ Long" for word in ("tín dụng", "tiết kiệm"))]
    names += ["Trung tâm phát triển cộng đồng xã Hạ Long"] + ["Hạ Long"] * 30
    index = Index([Named((name,)).traits(person=False) for name in names])
    asked = Named(("Trung tâm phát triển cộng đồng Hạ Long",))
    found = {row for row, _, _ in hold(index, [(1, asked)], person=False)}
    assert names.index("Trung tâm phát triển cộng đồng xã Hạ Long") in found
