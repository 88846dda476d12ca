"""Entering organisations and people, stating anew what they are, and admitting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.members import duplicates, queries
from tcvm.apps.members.actions.admit import admit as admit_action
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.state_person import state_person
from tcvm.apps.members.models import Membership, OrganisationProfile, Person, PersonProfile
from tcvm.apps.members.register import organisation_timeline
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk import versions
from tcvm.apps.members.web.desk.subjects import (
    kept_network,
    kept_organisation,
    member_href,
    member_path,
    register_path,
    today,
)
from tcvm.apps.members.web.desk.work import Done, Held, Task, made, work
from tcvm.apps.members.web.forms.facts import (
    NewOrganisationForm,
    NewPersonForm,
    OrganisationForm,
    PersonForm,
    initial_of,
)
from tcvm.apps.members.web.forms.steps import AdmitForm
from tcvm.apps.members.web.names import person_name
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.domain.membership.names import folded
from tcvm.domain.membership.timeline import Timeline
from tcvm.foundation.once.forms import once_only
from tcvm.foundation.tenancy.models import Network, Organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tcvm.foundation.tenancy.viewer import Viewer

_GET_POST = ["GET", "HEAD", "POST"]
_ALIKE_SHOWN = 8
_WAITING_SHOWN = 10


@require_http_methods(_GET_POST)
@once_only
def new_organisation(request: HttpRequest, register: str) -> HttpResponse:
    """Enter an organisation; those it may be already are shown first."""
    network, viewer = kept_network(request, register), viewer_of(request)

    def do(form: NewOrganisationForm) -> Done:
        alike = duplicates.organisations_like(form.facts, viewer, today())
        _hold(form, alike, network)
        entered = register_organisation(
            facts=form.facts,
            since=form.cleaned_data["since"],
            actor=viewer,
            now=timezone.now(),
        )
        return Done(
            _("%(name)s is registered. It becomes a member by a decision: admit it here.")
            % {"name": entered.name},
            _admit_href(network, entered.code),
        )

    task = Task(
        title=_("Register an organisation"),
        explains=_(
            "The organisation is entered with what is known of it. It is a member of the network "
            "only once it is admitted, which is the next step."
        ),
        button=_("Enter in the register"),
        path=register_path(network),
        make=made(NewOrganisationForm, today=today(), initial={"since": today()}),
        do=do,
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def new_person(request: HttpRequest, register: str) -> HttpResponse:
    """Enter a person; those who may be the same are shown first."""
    network, viewer = kept_network(request, register), viewer_of(request)

    def do(form: NewPersonForm) -> Done:
        _hold(form, duplicates.people_like(form.facts, viewer, today()), network)
        entered = register_person(
            facts=form.facts,
            since=form.cleaned_data["since"],
            actor=viewer,
            now=timezone.now(),
        )
        said = _("%(name)s is registered. To make them a member, admit them here.")
        return Done(said % {"name": person_name(entered)}, _admit_href(network, entered.code))

    task = Task(
        title=_("Register a person"),
        explains=_(
            "The person is entered with what is known of them, as a member to be or as somebody "
            "who holds a post. This gives nobody a sign-in."
        ),
        button=_("Enter in the register"),
        path=register_path(network),
        make=made(NewPersonForm, today=today(), initial={"since": today()}),
        do=do,
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def admit(request: HttpRequest, register: str) -> HttpResponse:
    """Admit an organisation or a person that is registered."""
    network, viewer = kept_network(request, register), viewer_of(request)

    def do(form: AdmitForm) -> Done:
        entered = admit_action(
            network=network.code,
            member=_wanted(form.cleaned_data["member"], viewer),
            category=form.category_given,
            since=form.cleaned_data["since"],
            decision=form.decision,
            actor=viewer,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
        return Done(_("The admission is recorded."), member_href(network.code, entered.code))

    wanted = request.GET.get("member", "")[:80]
    task = Task(
        title=_("Admit a member"),
        explains=_(
            "From the day given it is a member, by the decision named. An official member must "
            "have signed the code of conduct; if it has not, this is refused and says what is "
            "missing."
        ),
        button=_("Admit"),
        path=register_path(network),
        make=made(AdmitForm, initial={"since": today(), "member": wanted}),
        do=do,
        notes=_waiting_for_admission(viewer),
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def profile(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """State anew what an organisation, or an individual member, is."""
    viewer = viewer_of(request)
    found = queries.found_or_404(queries.visible_to(viewer, today()), register, member)
    if found.person is not None:
        return _person(request, found, found.person)
    found, organisation = kept_organisation(request, register, member)
    rows = organisation.profiles.all()
    newest = Timeline.of(one.as_entry(one) for one in rows).on(today()) or rows.last()

    def do(form: OrganisationForm) -> Done:
        correct_profile(
            organisation=organisation.code,
            facts=form.facts,
            since=form.cleaned_data["since"],
            actor=viewer,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            seen=form.version_seen,
        )
        return Done(_("What is known of the member is stated anew."), member_href(register, member))

    initial = _stated(newest)
    initial["seen"] = queries.profile_version(organisation)
    task = Task(
        title=_("State anew what the organisation is"),
        explains=_(
            "What you write holds from the day you give. Earlier days keep what was stated for "
            "them; a mistake is put right by giving the day from which the wrong statement held."
        ),
        button=_("State anew"),
        path=member_path(request, found),
        make=made(OrganisationForm, today=today(), initial=initial),
        do=do,
        compare=versions.compare(rows, versions.profile),
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def person(request: HttpRequest, register: str, member: str, person: str) -> HttpResponse:
    """State anew what is known of somebody who holds or held a post in a member."""
    found, organisation = kept_organisation(request, register, member)
    held = Person.objects.filter(code=person, posts__organisation=organisation).first()
    if held is None:
        raise Http404
    return _person(request, found, held)


def _person(request: HttpRequest, membership: Membership, person: Person) -> HttpResponse:
    viewer = viewer_of(request)
    if not queries.people_editable_by(viewer).filter(pk=person.pk).exists():
        raise Http404
    rows = person.profiles.all()
    newest = Timeline.of(one.as_entry(one) for one in rows).on(today()) or rows.last()
    register = membership.network.code

    def do(form: PersonForm) -> Done:
        state_person(
            person=person.code,
            facts=form.facts,
            since=form.cleaned_data["since"],
            actor=viewer,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
            seen=form.version_seen,
        )
        return Done(
            _("What is known of the person is stated anew."),
            member_href(register, membership.code),
        )

    initial = _stated(newest)
    initial["seen"] = queries.person_version(person)
    task = Task(
        title=_("State anew what is known of a person"),
        explains=_("What you write holds from the day you give; earlier days keep what they had."),
        button=_("State anew"),
        path=member_path(request, membership),
        make=made(PersonForm, today=today(), initial=initial),
        do=do,
        compare=versions.compare(rows, versions.profile),
    )
    return work(request, task)


def _stated(newest: OrganisationProfile | PersonProfile | None) -> dict[str, object]:
    """What is stated now, to be stated anew from today; of whom nothing is known, only the day."""
    return {"since": today()} if newest is None else initial_of(newest, today())


def _hold(
    form: NewOrganisationForm | NewPersonForm, alike: list[duplicates.Alike], network: Network
) -> None:
    """Raises Held with those it may be, until somebody has said that it is none of them."""
    if not alike or form.cleaned_data["different"]:
        return
    shown = [
        (one.name, one.code, ", ".join(labels.likeness(each.value) for each in one.shared))
        for one in alike[:_ALIKE_SHOWN]
    ]
    raise Held({"alike": [(*one, _admit_href(network, one[1])) for one in shown]})


def _admit_href(network: Network, code: str) -> str:
    return reverse("members:admit", args=[network.code]) + "?" + urlencode({"member": code})


def _wanted(text: str, viewer: Viewer) -> Organisation | Person:
    """The organisation or person of that code or name; of people only those the viewer may read.

    Raises Refused: `member_unknown`, `member_ambiguous` (codes).
    """
    people = queries.people_visible_to(viewer, today()).prefetch_related("profiles")
    by_code = people.filter(code=text).first()
    if by_code is not None:
        return by_code
    named: list[Organisation | Person] = [
        one for one in people if folded(person_name(one)) == folded(text)
    ]
    return _only([*_organisations(text), *named])


def organisation_wanted(text: str) -> Organisation:
    """The organisation of that code, or of that very name, wherever it is a member.

    Raises Refused: `member_unknown`, `member_ambiguous` (codes).
    """
    return _only(_organisations(text))


def _organisations(text: str) -> list[Organisation]:
    """Those of that code, or else of that name or abbreviation, diacritics aside."""
    by_code = Organisation.objects.filter(code=text).first()
    if by_code is not None:
        return [by_code]
    wanted = folded(text)
    found = []
    for one in Organisation.objects.prefetch_related("profiles"):
        spells = organisation_timeline(one.profiles.all()).spells
        called = {
            folded(each)
            for spell in spells
            for each in (spell.value.name.vi, spell.value.name.en, spell.value.abbreviation)
        }
        if wanted in called | {folded(one.name)}:
            found.append(one)
    return found


Named = TypeVar("Named", bound=Organisation | Person)


def _only(found: Sequence[Named]) -> Named:
    if len(found) > 1:
        raise refuse("member_ambiguous", codes=", ".join(sorted(one.code for one in found)))
    if not found:
        raise refuse("member_unknown")
    return found[0]


def _waiting_for_admission(viewer: Viewer) -> list[str]:
    """The organisations that nobody has admitted yet, by name and code."""
    waiting = queries.organisations_editable_by(viewer).filter(memberships__isnull=True)
    names = [f"{one.name} ({one.code})" for one in waiting[:_WAITING_SHOWN]]
    if not names:
        return []
    return [_("Registered and not admitted anywhere: %(names)s.") % {"names": "; ".join(names)}]
