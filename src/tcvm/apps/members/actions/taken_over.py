"""What a register kept elsewhere holds, as values: each says in whose register it stood.

`network` is the code of the network that keeps it; members, organisations and people go by the
codes of that register, `since` and the like by its own dates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import OrganisationFacts, PersonFacts
from tcvm.apps.members.actions.keep_document import Paper, Upload
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.domain.membership.standing import Step
from tcvm.domain.scoring.scheme import Category
from tcvm.domain.text import Text


@dataclass(frozen=True, slots=True)
class OrganisationStated:
    """What an organisation is from a day on; the first time, it is entered in the register."""

    network: str
    code: str
    since: dt.date
    facts: OrganisationFacts


@dataclass(frozen=True, slots=True)
class PersonStated:
    """Who a person is."""

    network: str
    code: str
    since: dt.date
    facts: PersonFacts


@dataclass(frozen=True, slots=True)
class CodeAdopted:
    """A version of the network's code of conduct."""

    network: str
    version: str
    title: Text
    since: dt.date
    grace_days: int
    source: str


@dataclass(frozen=True, slots=True)
class CodeSigned:
    """An organisation's signature of the code for a year, with the signed paper if there is one."""

    network: str
    organisation: str
    version: str
    year: int
    signed_on: dt.date
    signed_by: str
    evidence: str
    paper: Upload | None = None


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of a membership: of an organisation or a person, by its code."""

    network: str
    member: str
    step: Step
    since: dt.date
    decision: DecisionGiven
    category: Category | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SupportNamed:
    """The organisation that supports the network from a day on."""

    network: str
    organisation: str
    since: dt.date
    decision: DecisionGiven


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post in an organisation, and who holds it."""

    network: str
    organisation: str
    person: str
    kind: PostKind
    since: dt.date
    until: dt.date | None
    source: str


@dataclass(frozen=True, slots=True)
class EventHappened:
    """Something that happened to a member."""

    network: str
    member: str
    happened_on: dt.date
    precision: Precision
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class PaperKept:
    """A paper of a member: of its membership in the network, or of the organisation itself."""

    network: str
    member: str
    paper: Paper
    of_membership: bool


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """A note of the network's staff about a member."""

    network: str
    member: str
    text: str


Entry: TypeAlias = (
    OrganisationStated
    | PersonStated
    | CodeAdopted
    | CodeSigned
    | StepTaken
    | SupportNamed
    | PostHeld
    | EventHappened
    | PaperKept
    | NoteWritten
)
