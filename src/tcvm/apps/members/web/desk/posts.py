"""Who holds which post in an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tcvm.apps.members import queries
from tcvm.apps.members.actions.appoint import appoint as appoint_action
from tcvm.apps.members.actions.refusals import refuse
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.desk import versions
from tcvm.apps.members.web.desk.subjects import (
    kept_organisation,
    member_href,
    member_path,
    today,
)
from tcvm.apps.members.web.desk.work import Done, Task, made, work
from tcvm.apps.members.web.forms.posts import AppointForm, EndPostForm
from tcvm.apps.members.web.names import person_name
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.foundation.once.forms import once_only

if TYPE_CHECKING:
    from tcvm.apps.members.models import Person
    from tcvm.foundation.tenancy.viewer import Viewer

_GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(_GET_POST)
@once_only
def appoint(request: HttpRequest, register: str, member: str) -> HttpResponse:
    """Record who holds a post; a person who is not registered is entered with it."""
    found, organisation = kept_organisation(request, register, member)
    viewer = viewer_of(request)
    people = {
        one.code: one
        for one in queries.people_visible_to(viewer, today()).prefetch_related("profiles")
    }

    def do(form: AppointForm) -> Done:
        given = form.cleaned_data
        appoint_action(
            organisation=organisation.code,
            person=_holder(form, people, viewer),
            kind=PostKind(given["kind"]),
            since=given["since"],
            until=given["until"],
            source=given["source"],
            actor=viewer,
            now=timezone.now(),
            seen=form.version_seen,
        )
        return Done(_("The post is recorded."), member_href(register, member, "posts"))

    wanted = request.GET.get("kind", "")
    task = Task(
        title=_("Record who holds a post"),
        explains=_(
            "Director, accountant, data officer or contact person, with the days. Who held it "
            "before stays in the history; end their post on its own page."
        ),
        button=_("Record the post"),
        path=member_path(request, found),
        make=made(
            AppointForm,
            people=sorted(
                ((code, f"{person_name(one)} ({code})") for code, one in people.items()),
                key=lambda pair: pair[1],
            ),
            initial={
                "since": today(),
                "kind": wanted if wanted in list(PostKind) else PostKind.DIRECTOR.value,
                "seen": queries.posts_version(organisation),
            },
        ),
        do=do,
        compare=versions.compare(organisation.posts.select_related("person"), versions.post),
    )
    return work(request, task)


@require_http_methods(_GET_POST)
@once_only
def end_post(request: HttpRequest, register: str, member: str, key: int) -> HttpResponse:
    """Record from which day a post is no longer held, or put that day right."""
    found, organisation = kept_organisation(request, register, member)
    post = organisation.posts.select_related("person").filter(pk=key).first()
    if post is None:
        raise Http404

    def do(form: EndPostForm) -> Done:
        appoint_action(
            organisation=organisation.code,
            person=post.person,
            kind=PostKind(post.kind),
            since=post.since,
            until=form.cleaned_data["until"],
            source=form.cleaned_data["source"],
            actor=viewer_of(request),
            now=timezone.now(),
            seen=form.version_seen,
        )
        return Done(_("The end of the post is recorded."), member_href(register, member, "posts"))

    task = Task(
        title=_("End a post"),
        explains=_("%(who)s, %(post)s since %(day)s. From the day you give the post is free.")
        % {
            "who": person_name(post.person),
            "post": labels.post(post.kind),
            "day": labels.day(post.since),
        },
        button=_("Record the end"),
        path=member_path(request, found),
        make=made(
            EndPostForm,
            initial={"until": today(), "seen": queries.posts_version(organisation)},
        ),
        do=do,
        compare=versions.compare(organisation.posts.select_related("person"), versions.post),
    )
    return work(request, task)


def _holder(form: AppointForm, people: dict[str, Person], viewer: Viewer) -> Person:
    """The person chosen, or the new one. Raises Refused: `person_missing`, `person_twice`."""
    chosen, new = form.cleaned_data["person"], form.new_person
    if bool(chosen) == (new is not None):
        raise refuse("person_twice" if chosen else "person_missing")
    if new is None:
        return people[chosen]
    since = form.cleaned_data["since"]
    return register_person(facts=new, since=since, actor=viewer, now=timezone.now())
