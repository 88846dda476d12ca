"""Make an applicant a member: enter it, keep its signature, admit it; all or nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.actions.appoint import keep_post
from tcvm.apps.members.actions.decide import DecisionGiven, take
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.actions.register_organisation import enter_organisation
from tcvm.apps.members.actions.register_person import enter_person
from tcvm.apps.members.actions.sign_code import keep_signature
from tcvm.apps.members.models import CodeOfConduct, Membership, Person
from tcvm.apps.members.models.people import PostKind
from tcvm.domain.membership.standing import Step
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """A signature of the version of the code that was in force when it was given."""

    version: str
    signed_on: dt.date
    signed_by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who is to be admitted: an organisation or a person, as its application describes it.

    `facts` hold from `stated_on`. `known_as` is the code of the one in the register that it is;
    then nothing is stated of it anew. `contact` becomes the contact person of an organisation
    that is new.
    """

    facts: OrganisationFacts | PersonFacts
    stated_on: dt.date
    known_as: str = ""
    contact: PersonFacts | None = None
    signature: SignatureGiven | None = None


def admit_applicant(
    *,
    network: str,
    applicant: Applicant,
    category: Category,
    since: dt.date,
    decision: DecisionGiven,
    actor: Viewer,
    now: dt.datetime,
    reason: str = "",
) -> Membership:
    """Make the applicant a member of `network` from `since`; one who has left comes back.

    Raises Http404 for who may not admit to that network, and Refused: what registering, signing
    and admitting refuse for, or `known_as_nobody` (code).
    """
    place = queries.networks_admitting(actor).filter(code=network).first()
    if place is None:
        raise Http404
    with transaction.atomic():
        member = _member(applicant, actor, now)
        if applicant.signature is not None and isinstance(member, Organisation):
            _sign(place, member, applicant.signature, actor, now)
        one = {"organisation": member} if isinstance(member, Organisation) else {"person": member}
        membership, _ = Membership.objects.select_for_update(of=("self",)).get_or_create(
            network=place, **one, defaults={"recorded_at": now, "recorded_by": actor.label}
        )
        take(
            membership=membership,
            step=Step.RE_ENTER if membership.entries.exists() else Step.ADMIT,
            since=since,
            decision=decision,
            actor=actor,
            now=now,
            category=category,
            reason=reason,
        )
    return membership


def _member(applicant: Applicant, actor: Viewer, now: dt.datetime) -> Organisation | Person:
    facts, code, day = applicant.facts, applicant.known_as, applicant.stated_on
    known: Organisation | Person | None = None
    if code:
        if isinstance(facts, OrganisationFacts):
            known = Organisation.objects.filter(code=code).first()
        else:
            known = Person.objects.filter(code=code).first()
        if known is None:
            raise refuse("known_as_nobody", code=code)
        return known
    if isinstance(facts, PersonFacts):
        return enter_person(facts=facts, since=day, actor=actor, now=now)
    organisation = enter_organisation(facts=facts, since=day, actor=actor, now=now)
    if applicant.contact is not None:
        person = enter_person(facts=applicant.contact, since=day, actor=actor, now=now)
        keep_post(
            organisation=organisation,
            person=person,
            kind=PostKind.CONTACT,
            since=day,
            source=facts.source,
            actor=actor,
            now=now,
        )
    return organisation


def _sign(
    network: Network,
    organisation: Organisation,
    given: SignatureGiven,
    actor: Viewer,
    now: dt.datetime,
) -> None:
    code = CodeOfConduct.objects.filter(network=network, version=given.version).first()
    if code is None:
        raise refuse("code_version_unknown", version=given.version)
    keep_signature(
        code=code,
        organisation=organisation,
        year=given.signed_on.year,
        signed_on=given.signed_on,
        signed_by=given.signed_by,
        evidence=given.evidence,
        actor=actor,
        now=now,
    )
