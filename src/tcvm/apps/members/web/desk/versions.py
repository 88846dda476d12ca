"""What somebody saw and what holds now, side by side: rows are only added, so both can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tcvm.apps.members.models.bank import masked
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.facts import profile_lines
from tcvm.apps.members.web.names import person_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from tcvm.apps.members.models import (
        BankAccount,
        CodeSignature,
        MembershipEntry,
        OrganisationProfile,
        PersonProfile,
        PostEntry,
        SupportEntry,
    )

Row = TypeVar("Row", bound=Model)
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, with label, what was seen and what holds now; who changed it; its version."""

    lines: tuple[tuple[str, str, str], ...]
    changed: str
    version: str


def compare(rows: QuerySet[Row], lines: Callable[[Row], Lines]) -> Callable[[str], Compared]:
    """A function from the version seen to what differs between it and the newest row."""

    def compared(seen: str) -> Compared:
        newest = rows.order_by("pk").last()
        assert newest is not None, "a version was outdated by some row"
        before = rows.filter(pk=int(seen)).first() if seen.isdigit() and len(seen) < 18 else None
        old = dict(lines(before)) if before is not None else {}
        new = dict(lines(newest))
        labels_ = [*new, *(one for one in old if one not in new)]
        by: Any = newest
        return Compared(
            lines=tuple(
                (one, old.get(one, ""), new.get(one, ""))
                for one in labels_
                if old.get(one, "") != new.get(one, "")
            ),
            changed=_("%(who)s, %(day)s")
            % {"who": by.recorded_by, "day": labels.day(timezone.localdate(by.recorded_at))},
            version=str(newest.pk),
        )

    return compared


def profile(row: OrganisationProfile | PersonProfile) -> Lines:
    """A profile, line by line."""
    return ((_("Holds from"), labels.day(row.since)), *profile_lines(row))


def entry(row: MembershipEntry) -> Lines:
    """An entry of a membership."""
    return (
        (_("Decision"), row.decision.number),
        (_("With effect from"), labels.day(row.since)),
        (_("Category"), labels.category(row.category)),
        (_("Membership standing"), labels.standing(row.standing)),
        (_("State"), _("no longer counts") if row.annulled else ""),
    )


def signature(row: CodeSignature) -> Lines:
    """A signature of the code."""
    return (
        (_("For the year"), str(row.year)),
        (_("Version"), row.code.version),
        (_("Signed on"), labels.day(row.signed_on)),
        (_("Signed by"), row.signed_by),
        (_("Where the signed paper is"), row.evidence),
    )


def post(row: PostEntry) -> Lines:
    """A post."""
    return (
        (_("Post"), labels.post(row.kind)),
        (_("Held by"), person_name(row.person)),
        (_("From"), labels.day(row.since)),
        (_("Up to, but not on"), labels.day(row.until) if row.until else ""),
    )


def support(row: SupportEntry) -> Lines:
    """A support body."""
    return (
        (_("Organisation"), row.organisation.name),
        (_("With effect from"), labels.day(row.since)),
        (_("State"), _("no longer supports the network") if row.ended else ""),
    )


def account(row: BankAccount) -> Lines:
    """A bank account, its number masked."""
    return (
        (_("Bank and branch"), row.bank),
        (_("Account holder"), row.holder),
        (_("Account number"), masked(row.number)),
        (_("Holds from"), labels.day(row.since)),
    )
