"""One form as a page: shown, sent, done once, refused in words, or found out of date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.web.forms.base import DeskForm
from tcvm.apps.members.web.forms.places import PLACES
from tcvm.foundation.files.public import FileRefused
from tcvm.foundation.files.public import sentence as said_of_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tcvm.apps.members.web.desk.versions import Compared

FormT = TypeVar("FormT", bound=DeskForm)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the path that leads here: its name and address."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, as a sentence, and where the reader goes from here."""

    said: str
    href: str


@dataclass(frozen=True)
class Task(Generic[FormT]):
    """A form with its words and what it does.

    `make` makes the form, from what was sent or with initial values. `do` carries it out: it raises
    Refused, FileRefused, or Held where something is to be looked at first. `compare` sets what the
    sender saw, by its version, against what holds now.
    """

    title: str
    explains: str
    button: str
    path: tuple[Step, ...]
    make: Callable[..., FormT]
    do: Callable[[FormT], Done]
    compare: Callable[[str], Compared] | None = None
    notes: Sequence[str] = field(default_factory=tuple)


class Held(Exception):
    """Nothing was done yet: the page asks first, by what stands in `context`."""

    def __init__(self, context: dict[str, object]) -> None:
        super().__init__(", ".join(context))
        self.context = context


def made(form: Callable[..., FormT], **fixed: Any) -> Callable[..., FormT]:
    """Makes the form with `fixed`, from what was sent or with initial values over the fixed."""

    def make(*sent: Any, initial: Mapping[str, Any] | None = None) -> FormT:
        return form(*sent, **fixed | {"initial": {**fixed.get("initial", {}), **(initial or {})}})

    return make


def work(request: HttpRequest, task: Task[FormT]) -> HttpResponse:
    """Answer a request for the form's page."""
    if request.method != "POST":
        return _page(request, task, task.make(), 200)
    if request.POST.get("do") == PLACES:
        # Only the places of another day or province are asked for: nothing is checked or done.
        return _page(request, task, task.make(initial=request.POST.dict()), 200)
    form = task.make(request.POST, request.FILES)
    if form.is_valid():
        return _sent(request, task, form)
    return _page(request, task, form, 422)


def _sent(request: HttpRequest, task: Task[FormT], form: FormT) -> HttpResponse:
    """Do what a form without faults asks for, or say why not."""
    try:
        with transaction.atomic():
            done = task.do(form)
    except Held as held:
        return _page(request, task, form, 200, held.context)
    except FileRefused as refused:
        form.refuse_file(said_of_file(refused.problem))
    except Refused as refused:
        if any(one.code == "changed_meanwhile" for one in refused.problems):
            return _out_of_date(request, task, form)
        form.refuse(refused.problems)
    else:
        messages.success(request, done.said)
        return HttpResponseRedirect(done.href)
    return _page(request, task, form, 422)


def _out_of_date(request: HttpRequest, task: Task[FormT], form: FormT) -> HttpResponse:
    """What was seen and what holds now, side by side, over the form as it was filled in.

    It goes out with the version shown now: sent again, it is sent by somebody who has seen it.
    """
    assert task.compare is not None, "only a task with versions is refused for them"
    compared = task.compare(form.cleaned_data["seen"])
    kept = request.POST.copy()
    kept["seen"] = compared.version
    again = task.make(kept)
    again.is_valid()
    return _page(request, task, again, 409, {"compared": compared})


def _page(
    request: HttpRequest,
    task: Task[FormT],
    form: FormT,
    status: int,
    context: dict[str, object] | None = None,
) -> HttpResponse:
    form.focus_first_error()
    shown: dict[str, Any] = {
        "section": "members",
        "task": task,
        "form": form,
        "file_lost": form.is_bound and bool(request.FILES),
        "cancel": task.path[-1].href,
        "problems": _problems(form),
        **(context or {}),
    }
    return render(request, "members/desk.html", shown, status=status)


def _problems(form: DeskForm) -> list[tuple[str, str]]:
    """The field and the id of each that is wrong, for the summary that leads to them."""
    if not form.is_bound:
        return []
    return [
        (str(one.label), one.id_for_label or one.auto_id)
        for _legend, fields in form.grouped()
        for one in fields
        if one.errors
    ]
