"""The bank account that an organisation is paid to and pays from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tcvm.apps.members.models.recorded import Dated, from_1
from tcvm.foundation.tenancy.models import Organisation

#: So many of its last signs are shown of a number that is masked.
SHOWN_LAST = 4


class BankAccount(Dated):
    """From a day on the organisation has this account; a second person has confirmed it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bank_accounts"
    )
    bank = models.CharField(max_length=200)
    holder = models.CharField(max_length=200)
    number = models.CharField(max_length=40)
    confirmed_by = models.CharField(max_length=200, help_text="The second person's name.")

    class Meta:
        ordering = ["since", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "since", "revision"], name="bank_account_once"
            ),
            from_1("bank_account_from_1"),
            models.CheckConstraint(
                condition=~Q(bank="") & ~Q(holder="") & ~Q(number=""), name="bank_account_complete"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {masked(self.number)}"


def masked(number: str) -> str:
    """A number of which only the end can be read."""
    return f"•••• {number[-SHOWN_LAST:]}"
