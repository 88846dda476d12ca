"""All that the register holds of a network, as tables of plain values, one row at a time.

Every revision is given, with its day, its number and who wrote it: from these tables the register
of any past day can be worked out, as in the register itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db.models import Q
from django.http import Http404

from tcvm.apps.members.gazetteer import gazetteer, legal_forms
from tcvm.apps.members.models import (
    BankAccount,
    CodeOfConduct,
    CodeSignature,
    Decision,
    Document,
    MemberEvent,
    Membership,
    MembershipEntry,
    Note,
    OrganisationProfile,
    Person,
    PersonProfile,
    PostEntry,
    SupportEntry,
)
from tcvm.apps.members.models.bank import masked
from tcvm.documents.words import words
from tcvm.domain.text import Text
from tcvm.foundation.files.public import opened
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Who may take out a whole register.
TAKERS = (NetworkRole.SECRETARIAT, NetworkRole.ADMINISTRATOR, NetworkRole.AUDITOR)
Cell = str | int | bool | dt.date | dt.datetime | None
_CHUNK = 2_000
_RECORDED = {"recorded_at": "recorded_at", "recorded_by": "recorded_by"}
_DATED = {"since": "since", "revision": "revision", "annulled": "annulled"} | _RECORDED
_MEMBER = {
    "member": "membership__organisation__code",
    "person": "membership__person__code",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its code, its columns by the names of the model, and its rows anew each time."""

    code: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[Cell, ...]]]


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The file of a document: the document's number, the file's name, and how it is opened."""

    document: int
    name: str
    opened: Callable[[], BinaryIO]


def papers(network: str, viewer: Viewer) -> Iterator[PaperFile]:
    """The files of the documents of a network. Raises Http404 like `tables`."""
    rows = _documents(_taken_out(network, viewer)).select_related("file__content").order_by("pk")
    for one in rows.iterator(chunk_size=_CHUNK):
        yield PaperFile(one.pk, one.file.name, partial(opened, one.file))


def _taken_out(network: str, viewer: Viewer) -> Network:
    place = Network.objects.filter(code=network, pk__in=viewer.networks_as(*TAKERS)).first()
    if place is None:
        raise Http404
    return place


def _documents(place: Network) -> QuerySet[Document]:
    members = Membership.objects.filter(network=place, organisation__isnull=False)
    return Document.objects.filter(
        Q(organisation__in=members.values("organisation"))
        | Q(membership__network=place)
        | Q(decision__network=place)
        | Q(signature__code__network=place)
        | Q(event__membership__network=place)
    )


def _banks(place: Network, organisations: QuerySet[Any, Any], viewer: Viewer) -> Table:
    """Bank accounts; of their numbers who does not pay in this network sees the end alone."""
    table = _table(
        "bank_accounts",
        BankAccount.objects.filter(organisation__in=organisations),
        {"organisation": "organisation__code"}
        | _fields("bank holder number confirmed_by")
        | _DATED,
    )
    if place.pk in viewer.networks_as(NetworkRole.FINANCE):
        return table
    at = table.columns.index("number")

    def read() -> Iterator[tuple[Cell, ...]]:
        for row in table.rows():
            yield (*row[:at], masked(str(row[at])), *row[at + 1 :])

    return replace(table, rows=read)


def tables(network: str, viewer: Viewer) -> list[Table]:
    """The tables of a network. Raises Http404 for who may not take out its register."""
    place = _taken_out(network, viewer)
    members = Membership.objects.filter(network=place)
    organisations = members.filter(organisation__isnull=False).values("organisation")
    posts = PostEntry.objects.filter(organisation__in=organisations)
    profiles = PersonProfile.objects.filter(
        person__in=members.filter(person__isnull=False).values("person")
    ) | PersonProfile.objects.filter(person__in=posts.values("person"))
    of_members = {"membership__network": place}
    return [
        _table(
            "organisations",
            Organisation.objects.filter(
                Q(pk__in=organisations)
                | Q(pk__in=SupportEntry.objects.filter(network=place).values("organisation"))
            ),
            _fields("code name"),
        ),
        _table(
            "organisation_profiles",
            OrganisationProfile.objects.filter(organisation__in=organisations),
            {"organisation": "organisation__code"}
            | _fields(
                "name_vi name_en abbreviation legal_form licence_number licence_issuer "
                "licence_issued_on founded_year owner street place phone email website source"
            )
            | _DATED,
        ),
        _table(
            "persons",
            Person.objects.filter(pk__in=profiles.values("person")),
            _fields("code") | _RECORDED,
        ),
        _table(
            "person_profiles",
            profiles.distinct(),
            {"person": "person__code"} | _fields("name email phone place source") | _DATED,
        ),
        _table(
            "memberships",
            members,
            {"member": "organisation__code", "person": "person__code"} | _RECORDED,
        ),
        _table(
            "decisions",
            Decision.objects.filter(network=place),
            _fields("number decided_on body source") | _RECORDED,
        ),
        _table(
            "membership_entries",
            MembershipEntry.objects.filter(**of_members),
            _MEMBER
            | _fields("step category standing reason")
            | {"decision": "decision__number", "decided_on": "decision__decided_on"}
            | _DATED,
        ),
        _table(
            "support_entries",
            SupportEntry.objects.filter(network=place),
            {"organisation": "organisation__code", "ended": "ended"}
            | {"decision": "decision__number", "decided_on": "decision__decided_on"}
            | _DATED,
        ),
        _table(
            "posts",
            posts,
            {"organisation": "organisation__code", "person": "person__code"}
            | _fields("kind until source")
            | _DATED,
        ),
        _table(
            "codes_of_conduct",
            CodeOfConduct.objects.filter(network=place),
            _fields("version title_vi title_en since grace_days source") | _RECORDED,
        ),
        _table(
            "code_signatures",
            CodeSignature.objects.filter(code__network=place),
            {"organisation": "organisation__code", "version": "code__version"}
            | _fields("year revision annulled signed_on signed_by evidence")
            | _RECORDED,
        ),
        _table(
            "events",
            MemberEvent.objects.filter(**of_members),
            _MEMBER
            | _fields("id happened_on precision text_vi text_en source")
            | {"corrects": "corrects_id"}
            | _RECORDED,
        ),
        _table(
            "documents",
            _documents(place),
            {
                "id": "id",
                "organisation": "organisation__code",
                "member": "membership__organisation__code",
                "person": "membership__person__code",
                "decision": "decision__number",
                "decided_on": "decision__decided_on",
                "signature": "signature__organisation__code",
                "signature_version": "signature__code__version",
                "signature_year": "signature__year",
                "signature_revision": "signature__revision",
                "event": "event_id",
                "paper": "kind",
                "title": "title",
                "dated_on": "dated_on",
                "file": "file__name",
                "sha256": "file__content_id",
                "replaces": "replaces_id",
            }
            | _RECORDED,
        ),
        _banks(place, organisations, viewer),
        _table("notes", Note.objects.filter(**of_members), _MEMBER | {"text": "text"} | _RECORDED),
    ]


def labelled(column: str, value: Cell) -> Text | None:
    """What a code means, in both languages; None where the column holds no codes."""
    if not isinstance(value, str) or not value:
        return None
    if column == "legal_form":
        return legal_forms().get(value)
    if column == "place":
        written = gazetteer().written(value)
        return Text(written, written) if written else None
    if column == "category":
        return words("labels")[f"category_{value}"]
    return None


#: The columns that hold codes, and so get a column of words beside them.
CODED = frozenset({"legal_form", "place", "category"})


def _fields(names: str) -> dict[str, str]:
    return {name: name for name in names.split()}


def _table(code: str, rows: QuerySet[Any], columns: Mapping[str, str]) -> Table:
    def read() -> Iterator[tuple[Cell, ...]]:
        found: Iterable[Any] = rows.order_by("pk").values_list(*columns.values())
        return iter(found.iterator(chunk_size=_CHUNK))  # type: ignore[attr-defined]

    return Table(code, tuple(columns), read)
