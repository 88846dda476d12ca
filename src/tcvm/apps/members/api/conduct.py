"""The code of conduct of a network: its versions, and who has signed."""

import datetime as dt

from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Status
from pydantic import Field

from tcvm.apps.members import queries
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.api import found
from tcvm.apps.members.api.values import Name, Source
from tcvm.apps.members.models import CodeOfConduct, CodeSignature
from tcvm.domain.text import Text
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of_rows
from tcvm.foundation.api.schemas import SLUG, Code, Day, Given, Line500, Page, Paging, Said, Shown

router = Router(tags=[_("Code of conduct")])


class VersionShown(Shown):
    """A version of the code."""

    version: str
    title: Said
    since: dt.date
    grace_days: int = Field(description=_("How long the signature before still counts."))
    source: str

    @staticmethod
    def of(one: CodeOfConduct) -> "VersionShown":
        """The row as an answer shows it."""
        return VersionShown(
            version=one.version,
            title=Said.of(one.title),
            since=one.since,
            grace_days=one.grace_days,
            source=one.source,
        )


class VersionGiven(Given):
    """A version that the network has adopted."""

    version: str = Field(pattern=SLUG, min_length=1, max_length=40, examples=["3"])
    title_vi: Name
    title_en: Name
    since: Day
    grace_days: int = Field(0, ge=0, le=366, strict=True)
    source: Source


class SignatureShown(Shown):
    """A signature for a year; of two revisions of a year the higher stands."""

    organisation: str
    version: str
    year: int
    revision: int
    annulled: bool
    signed_on: dt.date
    signed_by: str
    evidence: str = Field(
        description=_("Where the signed paper is; without it, it does not count.")
    )

    @staticmethod
    def of(one: CodeSignature) -> "SignatureShown":
        """The row as an answer shows it."""
        return SignatureShown(
            organisation=one.organisation.code,
            version=one.code.version,
            year=one.year,
            revision=one.revision,
            annulled=one.annulled,
            signed_on=one.signed_on,
            signed_by=one.signed_by,
            evidence=one.evidence,
        )


class SignatureGiven(Given):
    """Who has signed, for which year. The same year again is a correction."""

    organisation: str = Field(pattern=SLUG, max_length=80)
    version: str = Field(pattern=SLUG, max_length=40)
    year: int = Field(ge=1990, le=2200, strict=True, examples=[2026])
    signed_on: Day
    signed_by: Name
    evidence: Line500 = ""


@router.get(
    "/networks/{slug:network}/codes",
    operation_id="conduct.list_versions",
    summary=_("List the versions of the code of conduct"),
    response=Page[VersionShown],
)
def list_versions(request: Asked, network: Code, part: Query[Paging]) -> Page[VersionShown]:
    """In the order in which they came into force."""
    one = found.network_readable(request, network)
    return part_of_rows(
        request, CodeOfConduct.objects.filter(network=one), part, by="pk", show=VersionShown.of
    )


@router.post(
    "/networks/{slug:network}/codes",
    operation_id="conduct.adopt",
    summary=_("Adopt a version of the code of conduct"),
    response={201: VersionShown},
)
def adopt(request: Asked, network: Code, given: VersionGiven) -> Status[VersionShown]:
    """It is in force from a day on."""
    made = adopt_code(
        network=network,
        version=given.version,
        title=Text(given.title_vi, given.title_en),
        since=given.since,
        grace_days=given.grace_days,
        source=given.source,
        actor=request.viewer,
        now=request.now,
    )
    return Status(201, VersionShown.of(made))


@router.get(
    "/networks/{slug:network}/members/{slug:member}/signatures",
    operation_id="conduct.list_signatures",
    summary=_("List a member's signatures"),
    response=Page[SignatureShown],
)
def list_signatures(
    request: Asked, network: Code, member: Code, part: Query[Paging]
) -> Page[SignatureShown]:
    """Every revision, in the order in which they were entered."""
    one = found.membership(request, network, member)
    rows = queries.signature_rows(one.network_id).filter(organisation=one.organisation_id)
    return part_of_rows(
        request, rows.select_related("organisation"), part, by="pk", show=SignatureShown.of
    )


@router.post(
    "/networks/{slug:network}/signatures",
    operation_id="conduct.sign",
    summary=_("Record that an organisation has signed"),
    description=_("It may sign before it is a member: who is to be official must."),
    response={201: SignatureShown},
)
def sign(request: Asked, network: Code, given: SignatureGiven) -> Status[SignatureShown]:
    """For a year; the same year again corrects it by a new revision."""
    made = sign_code(
        network=network,
        organisation=given.organisation,
        version=given.version,
        year=given.year,
        signed_on=given.signed_on,
        signed_by=given.signed_by,
        evidence=given.evidence,
        actor=request.viewer,
        now=request.now,
    )
    return Status(201, SignatureShown.of(made))
