"""Confirm a prepared decision, or give it back: never who prepared it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tcvm.apps.joining import filing, queries
from tcvm.apps.joining.actions import letters
from tcvm.apps.joining.actions.advance import advance, locked, note_step, tell
from tcvm.apps.joining.actions.prepare import facts_of, waits_of
from tcvm.apps.joining.models import Admitted, Application, Prepared, StepEntry
from tcvm.apps.joining.requirements import all_requirements
from tcvm.apps.members.public import (
    Applicant,
    DecisionGiven,
    SignatureGiven,
    admit_applicant,
    refuse,
)
from tcvm.domain.joining.course import Step
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.viewer import Viewer


def confirm(
    *,
    network: str,
    number: str,
    site: str,
    actor: Viewer,
    now: dt.datetime,
    today: dt.date,
    seen: str | None = None,
) -> StepEntry:
    """Carry the prepared decision out: register and admit, refuse, or defer; all or nothing.

    Raises Http404, and Refused: `changed_meanwhile`, `nothing_prepared`, `own_preparation`, and
    whatever the register refuses for.
    """
    found = queries.found_or_404(queries.decidable_by(actor), network, number)
    with transaction.atomic():
        application = locked(found, seen)
        prepared = _of_another(application, actor)
        outcome = Step(prepared.outcome)
        more: dict[str, object] = {}
        code = ""
        if outcome is Step.ADMIT:
            code = _admitted(application, prepared, actor, now)
            more = {"member": code}
        entry = advance(
            application=application, step=outcome, actor=actor, now=now, text=prepared.reasons
        )
        if code:
            Admitted.objects.create(application=application, member=code)
        if outcome is not Step.DEFER:
            letters.write(entry=entry, prepared=prepared, actor=actor, now=now, today=today)
        tell(
            application=application,
            message=outcome.value,
            event=str(entry.number),
            site=site,
            now=now,
            text=prepared.reasons,
        )
        note_step(entry, actor, now, **(facts_of(prepared) | more))
    return entry


def give_back(
    *,
    network: str,
    number: str,
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    seen: str | None = None,
) -> StepEntry:
    """Give a prepared decision back to the secretariat, which prepares another.

    Raises Http404, and Refused: `changed_meanwhile`, `nothing_prepared`, `own_preparation`,
    `reason_missing`.
    """
    found = queries.found_or_404(queries.decidable_by(actor), network, number)
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        application = locked(found, seen)
        _of_another(application, actor)
        entry = advance(
            application=application, step=Step.RETURN, actor=actor, now=now, text=reason
        )
        note_step(entry, actor, now)
    return entry


def _of_another(application: Application, actor: Viewer) -> Prepared:
    prepared = waits_of(application)
    if prepared.entry.by == actor.identifier:
        raise refuse("own_preparation")
    return prepared


def _admitted(application: Application, prepared: Prepared, actor: Viewer, now: dt.datetime) -> str:
    """Make the applicant a member by what it sent last; its code in the register."""
    sent = queries.last_submission(application)
    source = f"Đơn xin gia nhập {application.number}"
    facts = filing.register_facts(application.kind, sent.answers, source)
    sent_on = filing.day_of(sent.recorded_at)
    contact = None
    if application.kind == MemberKind.ORGANISATION:
        contact = filing.contact_facts(sent.answers, source)
    assert prepared.since is not None, "held by a database constraint"
    return admit_applicant(
        network=application.network.code,
        applicant=Applicant(
            facts=facts,
            stated_on=sent_on,
            known_as=prepared.member,
            contact=contact,
            signature=_signature(application, sent_on, source),
        ),
        category=Category(prepared.category),
        since=prepared.since,
        decision=DecisionGiven(
            prepared.number,
            prepared.decided_on,
            prepared.body,
            f"{source}: {prepared.paper.name}",
        ),
        actor=actor,
        now=now,
        reason=prepared.reasons,
    )


def _signature(application: Application, sent_on: dt.date, source: str) -> SignatureGiven | None:
    """The acceptance of the code in the application; its evidence is the signed paper, if sent."""
    sent = queries.last_submission(application)
    if not sent.conduct_version or application.kind == MemberKind.PERSON:
        return None
    asked = all_requirements()[sent.requirements].kinds[MemberKind(application.kind)]
    proving = [one.code for one in asked.papers if one.signature]
    paper = sent.papers.filter(code__in=proving).select_related("file").first()
    return SignatureGiven(
        version=sent.conduct_version,
        signed_on=sent_on,
        signed_by=sent.answers.get("signed_by", ""),
        evidence=f"{source}: {paper.file.name}" if paper is not None else "",
    )
