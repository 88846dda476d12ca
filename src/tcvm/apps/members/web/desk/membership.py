"""Steps of a membership: suspended, reinstated, gone, back again, another category, corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tcvm.apps.members import queries
from tcvm.apps.members.actions.ask_category import ask_category
from tcvm.apps.members.actions.correct_step import correct_step
from tcvm.apps.members.actions.leave import leave
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.apps.members.actions.re_enter import re_enter
from tcvm.apps.members.actions.reinstate import reinstate
from tcvm.apps.members.actions.suspend import suspend
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk import versions
from tcvm.apps.members.web.desk.registering import organisation_wanted
from tcvm.apps.members.web.desk.subjects import (
    kept_member,
    kept_network,
    member_href,
    member_path,
    register_path,
    today,
)
from tcvm.apps.members.web.desk.work import Done, Task, made, work
from tcvm.apps.members.web.forms.steps import (
    AskCategoryForm,
    CategoryForm,
    CorrectForm,
    DecisionForm,
    ReasonedStepForm,
    StepForm,
    SupportForm,
)
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.domain.membership.standing import Step
from tcvm.foundation.once.forms import once_only

if TYPE_CHECKING:
    from collections.abc import Callable

    from tcvm.apps.members.models import Membership, MembershipEntry

_GET_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class _Decided:
    """A step as a page: its words, its form and its action."""

    title: object
    explains: object
    button: object
    form: type[DecisionForm]
    action: Callable[..., MembershipEntry]


#: The steps that one person decides. A change of category needs a second one: see `category`.
STEPS = {
    Step.SUSPEND: _Decided(
        gettext_lazy("Suspend the membership"),
        gettext_lazy(
            "From the day given the member has no rights in the network until the suspension is "
            "lifted. It stays a member and is counted as one."
        ),
        gettext_lazy("Suspend"),
        ReasonedStepForm,
        suspend,
    ),
    Step.REINSTATE: _Decided(
        gettext_lazy("Lift the suspension"),
        gettext_lazy("From the day given the member has its rights again, in the same category."),
        gettext_lazy("Lift the suspension"),
        StepForm,
        reinstate,
    ),
    Step.LEAVE: _Decided(
        gettext_lazy("End the membership"),
        gettext_lazy(
            "From the day given it is no longer a member. All that is recorded stays and can be "
            "read; it can come back later."
        ),
        gettext_lazy("End the membership"),
        StepForm,
        leave,
    ),
    Step.RE_ENTER: _Decided(
        gettext_lazy("Take the member back"),
        gettext_lazy("From the day given it is a member again, in the category chosen."),
        gettext_lazy("Take back"),
        CategoryForm,
        re_enter,
    ),
}


@require_http_methods(_GET_POST)
@once_only
def decide(request: HttpRequest, register: str, member: str, step: str) -> HttpResponse:
    """One of the steps that one person decides."""
    if step not in STEPS:
        raise Http404
    found, one = kept_member(request, register, member), STEPS[Step(step)]
    fixed: dict[str, Any] = {"initial": _initial(found)}
    if issubclass(one.form, CategoryForm):
        fixed["kind"] = found.kind

    def do(form: DecisionForm) -> Done:
        more = {"category": form.category_given} if isinstance(form, CategoryForm) else {}
        one.action(
            network=register,
            member=member,
            since=form.cleaned_data["since"],
            decision=form.decision,
            reason=form.cleaned_data["reason"],
            actor=viewer_of(request),
            now=timezone.now(),
            seen=form.version_seen,
            **more,
        )
        return Done(_("The decision is recorded."), member_href(register, member, "history"))

    task = Task(
        title=str(one.title),
        explains=str(one.explains),
        button=str(one.button),
        path=member_path(request, found),
        make=made(one.form, **fixed),
        do=do,
        compare=_compare(found),
        notes=_standing_now(found),
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def category(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Ask for another category; a second person confirms it."""
    found = kept_member(request, register, member)

    def do(form: AskCategoryForm) -> Done:
        ask_category(
            network=register,
            member=member,
            category=form.category_given,
            since=form.cleaned_data["since"],
            decision=form.decision,
            reason=form.cleaned_data["reason"],
            actor=viewer_of(request),
            now=timezone.now(),
            seen=form.version_seen,
        )
        return Done(
            _("The change of category is asked for. It holds once a second person confirms it."),
            member_href(register, member),
        )

    task = Task(
        title=_("Ask for another category"),
        explains=_(
            "Nothing changes yet: somebody else of the secretariat, the board or the "
            "administrators sees the old and the new category with your reason, and confirms or "
            "refuses."
        ),
        button=_("Ask for the change"),
        path=member_path(request, found),
        make=made(AskCategoryForm, kind=found.kind, initial=_initial(found)),
        do=do,
        compare=_compare(found),
        notes=_standing_now(found),
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def correct(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Put right what is recorded of a day, or take it back."""
    found = kept_member(request, register, member)

    def do(form: CorrectForm) -> Done:
        correct_step(
            network=register,
            member=member,
            since=form.cleaned_data["since"],
            state=form.state,
            decision=form.decision,
            reason=form.cleaned_data["reason"],
            actor=viewer_of(request),
            now=timezone.now(),
            seen=form.version_seen,
        )
        return Done(_("The correction is recorded."), member_href(register, member, "history"))

    task = Task(
        title=_("Correct the history of the membership"),
        explains=_(
            "The row that was wrong stays readable and is marked as no longer counting; what you "
            "write takes its place. A day without a decision gets one. The history that would "
            "come of it has to be possible, and the code of conduct is checked as for a decision."
        ),
        button=_("Record the correction"),
        path=member_path(request, found),
        make=made(CorrectForm, kind=found.kind, initial=_corrected(request, found)),
        do=do,
        compare=_compare(found),
        notes=_standing_now(found),
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def support(request: HttpRequest, register: str) -> HttpResponse:
    """Name the organisation that supports the network, or say that it no longer does."""
    network = kept_network(request, register)

    def do(form: SupportForm) -> Done:
        name_support_body(
            network=network.code,
            organisation=organisation_wanted(form.cleaned_data["member"]).code,
            since=form.cleaned_data["since"],
            decision=form.decision,
            ended=form.cleaned_data["ended"],
            actor=viewer_of(request),
            now=timezone.now(),
            seen=form.version_seen,
        )
        return Done(_("The support body is recorded."), path[0].href)

    path = register_path(network)
    body = queries.support_body_of(network, today())
    initial = {
        "since": today(),
        "member": body.code if body else "",
        "seen": queries.support_version(network),
    }
    task = Task(
        title=_("Name the support body"),
        explains=_(
            "From the day given the organisation supports the network and supervises its members: "
            "its people can read the whole register. It may be a member itself."
        ),
        button=_("Record"),
        path=path,
        make=made(SupportForm, initial=initial),
        do=do,
        compare=versions.compare(network.support_entries.all(), versions.support),
        notes=[_("Today it is: %(name)s.") % {"name": body.name}] if body else [],
    )
    return work(request, task)


def _initial(found: Membership) -> dict[str, Any]:
    return {"since": today(), "seen": queries.membership_version(found)}


def _compare(found: Membership) -> Callable[[str], versions.Compared]:
    return versions.compare(found.entries.select_related("decision"), versions.entry)


def _standing_now(found: Membership) -> list[str]:
    """What the membership is today, and from which day the last decision holds."""
    history = queries.history_of(found.entries.all())
    state, last = history.on(today()), history.last_since
    if state is None or last is None:
        return []
    return [
        _("Today: %(category)s, %(standing)s. The last decision holds from %(day)s.")
        % {
            "category": labels.category(state.category.value),
            "standing": labels.standing(state.standing.value),
            "day": labels.day(last),
        }
    ]


def _corrected(request: HttpRequest, found: Membership) -> dict[str, Any]:
    """The entry of the day in the address, to be put right."""
    asked = request.GET.get("since", "")
    rows = found.entries.select_related("decision").order_by("revision")
    row = next((one for one in reversed(rows) if one.since.isoformat() == asked), None)
    if row is None:
        return _initial(found)
    return _initial(found) | {
        "what": "state",
        "since": row.since,
        "category": row.category,
        "standing": row.standing,
        "number": row.decision.number,
        "decided_on": row.decision.decided_on,
        "body": row.decision.body,
        "source": row.decision.source,
    }
