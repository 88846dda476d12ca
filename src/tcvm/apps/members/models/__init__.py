"""What the register keeps. Rows are only added: see `recorded`."""

from tcvm.apps.members.models.bank import BankAccount
from tcvm.apps.members.models.conduct import CodeOfConduct, CodeSignature
from tcvm.apps.members.models.memberships import Decision, Membership, MembershipEntry, SupportEntry
from tcvm.apps.members.models.papers import Document
from tcvm.apps.members.models.people import Person, PersonProfile, PostEntry
from tcvm.apps.members.models.profiles import OrganisationProfile
from tcvm.apps.members.models.records import MemberEvent, Note

__all__ = [
    "BankAccount",
    "CodeOfConduct",
    "CodeSignature",
    "Decision",
    "Document",
    "MemberEvent",
    "Membership",
    "MembershipEntry",
    "Note",
    "OrganisationProfile",
    "Person",
    "PersonProfile",
    "PostEntry",
    "SupportEntry",
]
