"""Reads. Everything here is public for now: the demo has no one to sign in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tcvm.apps.ratings.models import Round

if TYPE_CHECKING:
    from django.db.models import QuerySet


def visible_to(user: object) -> QuerySet[Round]:
    """The rounds `user` may read, every revision, newest year first.

    Published rounds are for everyone; a round not yet closed will be for its network alone.
    """
    del user
    return Round.objects.all()


def newest(rounds: Iterable[Round]) -> list[Round]:
    """Of each round its newest revision, oldest year first."""
    found: dict[str, Round] = {}
    for one in rounds:
        if one.code not in found or found[one.code].revision < one.revision:
            found[one.code] = one
    return sorted(found.values(), key=lambda one: (one.year, one.code))


def at_address(rounds: Iterable[Round], address: str) -> Round | None:
    """The round at `CODE` (its newest revision) or `CODE.REVISION`, None where there is none."""
    code, _, revision = address.partition(".")
    own = [one for one in rounds if one.code == code]
    if revision:
        return next((one for one in own if str(one.revision) == revision), None)
    return max(own, key=lambda one: one.revision, default=None)
