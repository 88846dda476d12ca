"""The bank account of an organisation: asked for here, confirmed by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.members import queries
from tcvm.apps.members.actions.ask_bank_account import ask_bank_account
from tcvm.apps.members.web.desk import versions
from tcvm.apps.members.web.desk.subjects import (
    kept_organisation,
    member_href,
    member_path,
    today,
)
from tcvm.apps.members.web.desk.work import Done, Task, made, work
from tcvm.apps.members.web.forms.bank import BankAccountForm
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.foundation.once.forms import once_only

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@once_only
def bank(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Ask for another account."""
    found, organisation = kept_organisation(request, register, member)

    def do(form: BankAccountForm) -> Done:
        ask_bank_account(
            organisation=organisation.code,
            account=form.account,
            since=form.cleaned_data["since"],
            reason=form.cleaned_data["reason"],
            actor=viewer_of(request),
            now=timezone.now(),
            seen=form.version_seen,
        )
        return Done(
            _("The bank account is asked for. It holds once a second person confirms it."),
            member_href(register, member, "bank"),
        )

    task = Task(
        title=_("Ask for another bank account"),
        explains=_(
            "Nothing changes yet: a director of the organisation, or the network's finance, sees "
            "the old and the new account with your reason, and confirms or refuses. Check the "
            "number against a paper of the bank, never against a message."
        ),
        button=_("Ask for the change"),
        path=member_path(request, found),
        make=made(
            BankAccountForm,
            initial={"since": today(), "seen": queries.bank_version(organisation)},
        ),
        do=do,
        compare=versions.compare(organisation.bank_accounts.all(), versions.account),
    )
    return work(request, task)
