"""Reads of the trail. Entries that belong to no one are for whoever may read all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from tcvm.foundation.audit.chain import GENESIS, Link
from tcvm.foundation.audit.models import HEAD, Entry, Head
from tcvm.foundation.audit.subject import Subject

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose entries a reader may see: everyone's, or those of some organisations and networks."""

    everything: bool = False
    organisations: Collection[str] = ()
    networks: Collection[str] = ()


def visible_to(scope: Scope) -> QuerySet[Entry]:
    """The entries within `scope`, oldest first; with an empty scope, none.

    The room that knows who is signed in says what the scope is.
    """
    if scope.everything:
        return Entry.objects.all()
    return Entry.objects.filter(
        Q(organisation__in=[one for one in scope.organisations if one])
        | Q(network__in=[one for one in scope.networks if one])
    )


def history_of(subject: Subject, *, within: QuerySet[Entry] | None = None) -> QuerySet[Entry]:
    """What was done to a record, newest first, whatever it was called at the time.

    The caller has made sure that the record itself may be read; `within` narrows further.
    """
    entries = Entry.objects.all() if within is None else within
    return entries.filter(
        subject_kind=subject.kind, subject_identifier=subject.identifier
    ).order_by("-number")


def head() -> Link:
    """The recorded end of the chain: note it elsewhere, and `verify` proves the end later."""
    found = Head.objects.filter(pk=HEAD).first()
    return Link(0, GENESIS) if found is None else Link(found.number, found.hash)
