"""Memberships: who belongs to which network, as what from which day, by which decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tcvm.apps.members.models.people import Person
from tcvm.apps.members.models.recorded import Dated, Recorded, from_1
from tcvm.domain.membership.standing import MemberKind, Standing, State
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Network, Organisation


class Decision(Recorded):
    """A decision of a network's body, on which changes of membership rest."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=80, help_text="As the paper has it: 12/NQ-BĐH.")
    decided_on = models.DateField()
    body = models.CharField(max_length=200, help_text="Who decided.")
    source = models.CharField(max_length=500, help_text="Where the paper can be found.")

    class Meta:
        ordering = ["-decided_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "number", "decided_on"], name="decision_once_in_network"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="decision_has_source"),
        ]

    def __str__(self) -> str:
        return self.number


class Membership(Recorded):
    """An organisation or a person in a network: once, however often it leaves and comes back."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="memberships"
    )
    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person__isnull=True)
                | Q(organisation__isnull=True, person__isnull=False),
                name="membership_of_one",
            ),
            models.UniqueConstraint(
                fields=["network", "organisation"], name="organisation_once_in_network"
            ),
            models.UniqueConstraint(fields=["network", "person"], name="person_once_in_network"),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.code}"

    @property
    def kind(self) -> MemberKind:
        """What the member is."""
        return MemberKind.PERSON if self.organisation is None else MemberKind.ORGANISATION

    @property
    def code(self) -> str:
        """The member's name in addresses."""
        member = self.organisation or self.person
        assert member is not None, "held by a database constraint"
        return member.code


class MembershipEntry(Dated):
    """From a day on the membership has this category and standing, by that decision.

    One row says both where a spell begins and where the one before it ends, so that spells of one
    membership cannot overlap, whatever is written.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="entries")
    step = models.CharField(max_length=20, help_text="What was decided.")
    category = models.CharField(max_length=30, choices=[(one.value, one.value) for one in Category])
    standing = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Standing])
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="entries")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "since", "revision"], name="membership_entry_once"
            ),
            from_1("membership_entry_from_1"),
            models.CheckConstraint(
                condition=Q(category__in=[one.value for one in Category]),
                name="membership_category_known",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=[one.value for one in Standing]),
                name="membership_standing_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since}: {self.category} {self.standing}"

    @property
    def state(self) -> State:
        """Category and standing."""
        return State(Category(self.category), Standing(self.standing))


class SupportEntry(Dated):
    """From a day on this organisation supports the network and supervises its members.

    It may itself be a member, as CFRC is of M7.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="support_entries")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="support_entries"
    )
    ended = models.BooleanField(default=False, help_text="From this day on there is none.")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="support_entries")

    class Meta:
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "since", "revision"], name="support_entry_once"
            ),
            from_1("support_entry_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.organisation}"
