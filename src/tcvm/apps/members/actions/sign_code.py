"""Record that an organisation has signed the code of conduct for a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.keep_document import Paper, Upload, attach
from tcvm.apps.members.actions.refusals import refuse, refuse_unseen
from tcvm.apps.members.models import CodeOfConduct, CodeSignature
from tcvm.apps.members.models.papers import DocumentKind
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.foundation.tenancy.viewer import Viewer


def sign_code(
    *,
    network: str,
    organisation: str,
    version: str,
    year: int,
    signed_on: dt.date,
    signed_by: str,
    evidence: str,
    actor: Viewer,
    now: dt.datetime,
    paper: Upload | None = None,
    seen: str | None = None,
) -> CodeSignature:
    """Keep the signature; the same version and year again corrects it by a new revision.

    One may sign before being a member: who is to be official must. `evidence` says where the
    signed paper is, `paper` is the paper itself, by whose name `evidence` goes if it is empty;
    without either the signature is kept but does not qualify. Raises Http404, FileRefused, and
    Refused: `code_version_unknown` (version), `signed_before_code` (signed_on, since),
    `signed_for_other_year` (year), `signer_missing`, and `changed_meanwhile` where `seen` is not
    the version (`queries.signatures_version`) that there is.
    """
    code, found = _at(network, organisation, version, actor)
    return keep_signature(
        code=code,
        organisation=found,
        year=year,
        signed_on=signed_on,
        signed_by=signed_by,
        evidence=evidence,
        actor=actor,
        now=now,
        paper=paper,
        seen=seen,
    )


def keep_signature(
    *,
    code: CodeOfConduct,
    organisation: Organisation,
    year: int,
    signed_on: dt.date,
    signed_by: str,
    evidence: str,
    actor: Viewer,
    now: dt.datetime,
    paper: Upload | None = None,
    seen: str | None = None,
) -> CodeSignature:
    """The same for a caller that has found out that `actor` may. Raises Refused."""
    if signed_on < code.since:
        raise refuse("signed_before_code", signed_on=signed_on, since=code.since)
    # For a year one signs in it, or towards the end of the one before.
    if signed_on.year not in (year - 1, year):
        raise refuse("signed_for_other_year", year=year)
    if not signed_by.strip():
        raise refuse("signer_missing")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        refuse_unseen(seen, queries.signatures_version(code.network_id, organisation.pk))
        last = (
            code.signatures.filter(organisation=organisation, year=year).order_by("revision").last()
        )
        signature = CodeSignature.objects.create(
            code=code,
            organisation=organisation,
            year=year,
            revision=1 if last is None else last.revision + 1,
            signed_on=signed_on,
            signed_by=signed_by,
            evidence=evidence.strip() or ("" if paper is None else paper.name[:500]),
            recorded_at=now,
            recorded_by=actor.label,
        )
        if paper is not None:
            title = f"{code.title_vi} {year}"[:200]
            kept = Paper(DocumentKind.SIGNED_CODE, title, signed_on, paper)
            attach(about=signature, paper=kept, actor=actor, now=now)
        new = {"signed_on": signed_on, "signed_by": signed_by, "evidence": signature.evidence}
        trail.note(
            verb="code.sign",
            actor=actor,
            now=now,
            kind="organisation",
            key=organisation.pk,
            label=Text(organisation.name, organisation.name),
            old={} if last is None else {name: getattr(last, name) for name in new},
            new={"version": code.version, "year": year, **new},
            network=code.network_id,
            organisation=organisation.pk,
        )
    return signature


def _at(
    network: str, organisation: str, version: str, actor: Viewer
) -> tuple[CodeOfConduct, Organisation]:
    place = queries.networks_editable_by(actor).filter(code=network).first()
    found = queries.organisations_editable_by(actor).filter(code=organisation).first()
    if place is None or found is None:
        raise Http404
    code = CodeOfConduct.objects.filter(network=place, version=version).first()
    if code is None:
        raise refuse("code_version_unknown", version=version)
    return code, found
