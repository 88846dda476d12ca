"""The whole check of the platform's own trail: its chain and its guards."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import DEFAULT_DB_ALIAS

from tcvm.foundation.audit.chain import Link
from tcvm.foundation.audit.findings import Finding, Kind
from tcvm.foundation.audit.guards import missing_guards
from tcvm.foundation.audit.seals import Purpose, holds
from tcvm.foundation.audit.stored import StoredTrail
from tcvm.foundation.audit.verify import Walk, walk


def check(*, known: Collection[str] = (), using: str = DEFAULT_DB_ALIAS) -> Walk:
    """A check of the trail in a database; it begins when `findings_of` is iterated.

    `known` are hashes noted elsewhere (`queries.head`), each of which must still be in the chain.
    """
    return walk(StoredTrail(using), seals=_sealed, known=known)


def findings_of(walked: Walk, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[Finding]:
    """Everything wrong with the chain as it is found, then the guards that are missing."""
    yield from walked.findings()
    for name in missing_guards(using):
        yield Finding(Kind.GUARD_MISSING, detail=name)


def _sealed(purpose: str, link: Link, seal: str) -> bool:
    return holds(Purpose(purpose), link, seal)
