"""The bank account of an organisation."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.actions.ask_bank_account import AccountGiven
from tcvm.apps.members.web.forms.base import DayField, DeskForm, TextField


class BankAccountForm(DeskForm):
    """Another account, which a second person confirms."""

    homes: ClassVar[dict[str, str]] = {"reason_missing": "reason", "nothing_changes": "number"}
    bank = TextField(label=_("Bank and branch"), max_length=200)
    holder = TextField(label=_("Account holder"), max_length=200)
    number = TextField(label=_("Account number"), max_length=60)
    since = DayField(label=_("Holds from"))
    reason = TextField(label=_("Reason"), lines=3, help_text=_("The second person decides by it."))

    @property
    def account(self) -> AccountGiven:
        """The account as the actions take it."""
        given = self.cleaned_data
        return AccountGiven.typed(
            bank=given["bank"], holder=given["holder"], number=given["number"]
        )
