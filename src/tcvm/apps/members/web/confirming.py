"""The changes that a second person confirms, as that person sees them: old and new."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tcvm.apps.members import queries
from tcvm.apps.members.actions import ask_bank_account, ask_category
from tcvm.apps.members.models.bank import masked
from tcvm.apps.members.web import labels
from tcvm.foundation.accounts import kinds, rules

if TYPE_CHECKING:
    from tcvm.foundation.accounts.models import PendingChange
    from tcvm.foundation.tenancy.viewer import Viewer

Lines = tuple[tuple[str, str, str], ...]


def register() -> None:
    """Let both kinds be asked for. Called once, when the room starts."""
    kinds.register(
        kinds.Kind(
            ask_category.KIND,
            gettext_lazy("Category of a member"),
            "members.category.confirm",
            ask_category.apply,
            "members.category.read",
            category,
        )
    )
    kinds.register(
        kinds.Kind(
            ask_bank_account.KIND,
            gettext_lazy("Bank account"),
            "members.bank.confirm",
            ask_bank_account.apply,
            "members.bank.read",
            account,
            told=_told,
        )
    )


def category(change: PendingChange, viewer: Viewer) -> Lines:
    """A change of category with the decision behind it."""
    del viewer
    old, new = change.old, change.new
    return (
        (_("Category"), labels.category(old["category"]), labels.category(new["category"])),
        (_("With effect from"), "", _day(new["since"])),
        (
            _("Decision"),
            "",
            _("%(number)s of %(day)s, %(body)s")
            % {"number": new["number"], "day": _day(new["decided_on"]), "body": new["body"]},
        ),
        (_("Source"), "", new["source"]),
    )


def account(change: PendingChange, viewer: Viewer) -> Lines:
    """A change of bank account. Who confirms it has to read the numbers; others see their ends."""
    old, new = change.old, change.new
    whole = _reads_number(change, viewer)

    def number(given: str) -> str:
        return given if whole or not given else masked(given)

    return (
        (_("Bank and branch"), old.get("bank", ""), new["bank"]),
        (_("Account holder"), old.get("holder", ""), new["holder"]),
        (_("Account number"), number(old.get("number", "")), number(new["number"])),
        (_("Holds from"), "", _day(new["since"])),
    )


def _reads_number(change: PendingChange, viewer: Viewer) -> bool:
    organisation = change.organisation
    assert organisation is not None, "asked for of an organisation"
    if queries.sees_number(viewer, organisation):
        return True
    confirms = kinds.operation_of(change.kind)
    return rules.permits(viewer, confirms, today=timezone.localdate(), organisation=organisation.pk)


def _day(text: str) -> str:
    return labels.day(dt.date.fromisoformat(text))


def _told(name: str, value: object) -> object:
    """An account's number is for whoever pays, not for the trail."""
    return masked(value) if name == "number" and isinstance(value, str) else value
