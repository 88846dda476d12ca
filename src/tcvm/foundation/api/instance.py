"""The operations of all rooms, put together when the first program asks.

Importing ninja takes half a second, which neither the command line nor the pages need to wait for:
only the door and the description import this, inside their functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tcvm.domain.problems import Problem
from tcvm.foundation.api import wording
from tcvm.foundation.api.problems import Said, Sentence, Stopped, answer, stopped
from tcvm.foundation.api.rooms import ApiRoom
from tcvm.foundation.api.versions import changed_meanwhile

if TYPE_CHECKING:
    from ninja.operation import Operation

TITLE = gettext_noop("The API of the network's platform")
VERSION = "1"

Handler = Callable[[HttpRequest, Any], HttpResponse]


@dataclass(frozen=True, slots=True)
class Instance:
    """All that the door needs: where operations are, and which is meant by a method."""

    api: NinjaAPI
    resolver: URLResolver
    routes: Mapping[str, Mapping[str, Operation]]

    def operations(self) -> Iterator[tuple[str, str, Operation]]:
        """Path, method and operation, in the rooms' order."""
        for path, methods in self.routes.items():
            for method, operation in methods.items():
                yield path, method, operation


@cache
def instance() -> Instance:
    """The operations of the rooms that are installed."""
    api = NinjaAPI(
        title=TITLE,
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="operations",
    )
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
    routes: dict[str, dict[str, Operation]] = {}
    for config in apps.get_app_configs():
        if not hasattr(config, "api"):
            continue
        room: ApiRoom = import_string(config.api)
        if room.refused is not None:
            api.add_exception_handler(room.refused, _refusal(import_string(room.sentence)))
        for router in room.routers:
            api.add_router("", router)
            for path, view in router.path_operations.items():
                listed = routes.setdefault(_route(path), {})
                for one in view.operations:
                    listed.update(dict.fromkeys(one.methods, one))
    patterns, *_rest = api.urls
    return Instance(api, URLResolver(RoutePattern(""), patterns), routes)


def _route(path: str) -> str:
    """A path of ninja as Django's resolver names what it has matched."""
    return path.lstrip("/").replace("{", "<").replace("}", ">")


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    del request
    raise error  # the door undoes all of it and answers 500


def _stopped(request: HttpRequest, error: Stopped) -> HttpResponse:
    return answer(error, request.path)


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    del error
    return answer(Stopped(404), request.path)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = wording.said(error.errors)
    detail = str(_("%(count)d things are wrong; nothing was done.")) % {"count": len(said)}
    only = said[0].sentence if len(said) == 1 else detail
    return answer(Stopped(422, said, detail=only), request.path)


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja raises itself: a body that is no JSON."""
    assert error.status_code == 400, "nothing else of ninja's is used"
    return answer(
        stopped(400, "body_unreadable", _("The content is not JSON in UTF-8.")), request.path
    )


def _refusal(sentence: Sentence) -> Handler:
    """The answer to what a room's rules refuse: 412 to a stale version, else 422."""

    def refused(request: HttpRequest, error: Exception) -> HttpResponse:
        problems: Sequence[Problem] = getattr(error, "problems", ())
        if any(one.code == "changed_meanwhile" for one in problems):
            return answer(changed_meanwhile(), request.path)
        said = [Said(one, sentence(one)) for one in problems]
        return answer(
            Stopped(422, said, detail=" ".join(one.sentence for one in said)), request.path
        )

    return refused


_HANDLERS: dict[type[Exception], Handler] = {
    Exception: _unexpected,
    Http404: _not_found,
    ValidationError: _invalid,
    HttpError: _unreadable,
    Stopped: _stopped,
}
