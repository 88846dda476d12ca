"""Keep a paper of an organisation or a membership, or of what was recorded of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.models import CodeSignature, Decision, Document, MemberEvent, Membership
from tcvm.domain.text import Text
from tcvm.foundation.files.public import MEBIBYTE, Kind, Purpose, Readable, StoredFile, keep
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models.papers import DocumentKind
    from tcvm.foundation.tenancy.viewer import Viewer

PURPOSE = Purpose(
    "members.document",
    frozenset({Kind.PDF, Kind.PNG, Kind.JPEG, Kind.DOCX, Kind.XLSX}),
    10 * MEBIBYTE,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is handed in, not looked at yet."""

    stream: Readable
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file with what stands on it."""

    kind: DocumentKind
    title: str
    dated_on: dt.date
    file: Upload | StoredFile


def keep_document(
    *,
    network: str,
    member: str,
    paper: Paper,
    of_membership: bool,
    actor: Viewer,
    now: dt.datetime,
    replaces: int | None = None,
) -> Document:
    """Keep a paper of a member: of its membership in this network, or of the organisation itself.

    `replaces` names the document of which this is a newer version. Raises Http404 where the actor
    may not, FileRefused, and Refused: `title_missing`, `dated_later` (dated_on),
    `document_unknown`, `document_replaced_already`.
    """
    about = _about(network, member, actor, now.date(), of_membership=of_membership)
    if not paper.title.strip():
        raise refuse("title_missing")
    if paper.dated_on > now.date():
        raise refuse("dated_later", dated_on=paper.dated_on)
    with transaction.atomic():
        return attach(
            about=about, paper=paper, actor=actor, now=now, replaced=_replaced(about, replaces)
        )


def attach(
    *,
    about: Organisation | Membership | Decision | CodeSignature | MemberEvent,
    paper: Paper,
    actor: Viewer,
    now: dt.datetime,
    replaced: Document | None = None,
) -> Document:
    """Keep a paper about a record that the caller may change, inside the caller's transaction."""
    network, organisation, owner = _whose(about)
    file = kept_file(paper.file, owner, actor, now)
    document = Document.objects.create(
        **{_FIELDS[type(about)]: about},
        kind=paper.kind.value,
        title=paper.title.strip(),
        dated_on=paper.dated_on,
        file=file,
        replaces=replaced,
        recorded_at=now,
        recorded_by=actor.label,
    )
    trail.note(
        verb="document.keep",
        actor=actor,
        now=now,
        kind=_FIELDS[type(about)],
        key=about.pk,
        label=Text(str(about), str(about)),
        old={} if replaced is None else {"title": replaced.title, "file": str(replaced.file_id)},
        new={
            "document_kind": document.kind,
            "title": document.title,
            "dated_on": document.dated_on,
            "file": str(file.pk),
        },
        network=network,
        organisation=organisation,
    )
    return document


def kept_file(
    given: Upload | StoredFile, owner: str, actor: Viewer, now: dt.datetime
) -> StoredFile:
    """The file in the store: taken in now, unless it is there. Raises FileRefused."""
    if isinstance(given, StoredFile):
        return given
    return keep(
        stream=given.stream,
        name=given.name,
        purpose=PURPOSE,
        owner=owner,
        actor=actor.identifier,
        at=now,
    )


_FIELDS = {
    Organisation: "organisation",
    Membership: "membership",
    Decision: "decision",
    CodeSignature: "signature",
    MemberEvent: "event",
}


def _about(
    network: str, member: str, actor: Viewer, today: dt.date, *, of_membership: bool
) -> Organisation | Membership:
    """What the paper is of. The network's own papers of a membership its staff alone keep."""
    if of_membership:
        return queries.found_or_404(queries.editable_by(actor), network, member)
    found = queries.found_or_404(queries.visible_to(actor, today), network, member)
    own = queries.own_organisation(actor, found)
    if own is None:
        raise Http404
    return own


def _replaced(about: Organisation | Membership, replaces: int | None) -> Document | None:
    if replaces is None:
        return None
    type(about).objects.select_for_update(of=("self",)).get(pk=about.pk)
    before = about.documents.filter(pk=replaces).first()
    if before is None:
        raise refuse("document_unknown")
    if Document.objects.filter(replaces=before).exists():
        raise refuse("document_replaced_already")
    return before


def _whose(
    about: Organisation | Membership | Decision | CodeSignature | MemberEvent,
) -> tuple[int | None, int | None, str]:
    """Network and organisation of the trail's entry, and the code of whose file it is."""
    if isinstance(about, Organisation):
        return None, about.pk, about.code
    if isinstance(about, Decision):
        return about.network_id, None, about.network.code
    if isinstance(about, CodeSignature):
        return about.code.network_id, about.organisation_id, about.organisation.code
    of = about if isinstance(about, Membership) else about.membership
    return of.network_id, of.organisation_id, of.code
