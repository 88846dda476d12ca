"""Ask for another bank account of an organisation: a second person confirms before it holds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import Refused, refuse, refuse_unseen
from tcvm.apps.members.models import BankAccount
from tcvm.apps.members.models.bank import masked
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.problems import Place, Problem
from tcvm.domain.text import Text
from tcvm.foundation.accounts.actions import ask_change as asking
from tcvm.foundation.accounts.actions.refusals import Refused as ChangeRefused
from tcvm.foundation.accounts.models import PendingChange, User
from tcvm.foundation.accounts.viewers import user_of, viewer_for
from tcvm.foundation.tenancy.models import Organisation

if TYPE_CHECKING:
    from tcvm.foundation.tenancy.viewer import Viewer

KIND = "bank-account"
_NUMBER = re.compile(r"[0-9A-Z]{6,34}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AccountGiven:
    """An account as the bank's paper has it; `number` without blanks, dots and hyphens."""

    bank: str
    holder: str
    number: str

    @classmethod
    def typed(cls, *, bank: str, holder: str, number: str) -> AccountGiven:
        """An account as somebody types it."""
        return cls(bank.strip(), holder.strip(), re.sub(r"[\s.\-]", "", number).upper())

    def problems(self) -> list[Problem]:
        """What is wrong, each at its field: `fact_missing` (field), `account_number_unreadable`."""
        found = [
            Problem("fact_missing", place=Place(column=name), parameters={"field": name})
            for name in ("bank", "holder")
            if not getattr(self, name)
        ]
        if not _NUMBER.fullmatch(self.number):
            found.append(Problem("account_number_unreadable", place=Place(column="number")))
        return found


def ask_bank_account(
    *,
    organisation: str,
    account: AccountGiven,
    since: dt.date,
    reason: str,
    actor: Viewer,
    now: dt.datetime,
    seen: str | None = None,
) -> PendingChange:
    """Ask that the organisation have `account` from `since`. Until confirmed nothing changes.

    `seen` is the version (`queries.bank_version`) that the actor looked at. Raises Http404, and
    Refused: what is wrong with the account, `changed_meanwhile`, and what `ask_change` refuses.
    """
    found = queries.organisations_editable_by(actor).filter(code=organisation).first()
    if found is None:
        raise Http404
    if problems := account.problems():
        raise Refused(problems)
    version = queries.bank_version(found)
    refuse_unseen(seen, version)
    before = account_on(found, since)
    old = {name: getattr(before, name) for name in asdict(account)} if before else {}
    if old == asdict(account):
        raise refuse("nothing_changes")
    try:
        return asking.ask_change(
            kind=KIND,
            place=found,
            subject=found.name,
            subject_key=f"bank:{found.pk}",
            old={**old, "version": version},
            new={**asdict(account), "since": since.isoformat()},
            reason=reason,
            actor=user_of(actor),
            now=now,
        )
    except ChangeRefused as refused:
        raise refuse(refused.code) from refused


def account_on(organisation: Organisation, day: dt.date) -> BankAccount | None:
    """The account that the organisation has on `day`, if it has one."""
    rows = organisation.bank_accounts.all()
    timeline: Timeline[BankAccount] = Timeline.of(one.as_entry(one) for one in rows)
    return timeline.on(day)


def apply(change: PendingChange, actor: User, now: dt.datetime) -> None:
    """Keep the account that `actor` has just confirmed, in the name of whoever asked."""
    organisation, new = change.organisation, change.new
    assert organisation is not None, "asked for of an organisation"
    asker = viewer_for(change.asked_by, now.date())
    if not queries.organisations_editable_by(asker).filter(pk=organisation.pk).exists():
        raise ChangeRefused("stale")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if queries.bank_version(organisation) != change.old["version"]:
            raise ChangeRefused("stale")
        since = dt.date.fromisoformat(new["since"])
        before = account_on(organisation, since)
        account = BankAccount.objects.create(
            organisation=organisation,
            since=since,
            revision=1 + organisation.bank_accounts.filter(since=since).count(),
            bank=new["bank"],
            holder=new["holder"],
            number=new["number"],
            recorded_at=now,
            recorded_by=asker.label,
            confirmed_by=str(actor),
        )
        trail.note(
            verb="organisation.bank_account",
            actor=asker,
            now=now,
            kind="organisation",
            key=organisation.pk,
            label=Text(organisation.name, organisation.name),
            old=_told(before) if before else {},
            new={"since": since, **_told(account)},
            organisation=organisation.pk,
            reason=change.reason,
        )


def _told(account: BankAccount) -> dict[str, object]:
    """What the history tells of an account: of the number only its end."""
    return {
        "bank": account.bank,
        "holder": account.holder,
        "account_number": masked(account.number),
    }
