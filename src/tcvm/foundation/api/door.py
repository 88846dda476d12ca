"""The door by which programs come in. Every request for an operation is let in or stopped here.

The order is that of the questions a caller has to settle: language, form of the answer, address,
method, token, how often, scope, role; then what the request must carry. Only then the operation
runs, once for each Idempotency-Key.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import Resolver404
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.rules import Answer
from tcvm.foundation.api import tokens
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.problems import Stopped, answer, stopped
from tcvm.foundation.api.versions import etag, seen_by
from tcvm.foundation.once.answer import KeyUsed, answer_once

if TYPE_CHECKING:
    from ninja.operation import Operation

log = logging.getLogger(__name__)

#: What an Idempotency-Key may be: signs one can see, so that it is the same in every log.
_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_WRITES = ("POST", "PUT")


class Anything:
    """Whatever stands behind the door's address, so that every answer there is the door's."""

    regex = r"[\s\S]*"

    def to_python(self, value: str) -> str:
        """What stands there."""
        return value

    def to_url(self, value: str) -> str:
        """What stands there."""
        return value


@csrf_exempt  # no cookie is looked at: only who holds a token can ask
def door(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer a request for the operation at `rest`, or say in problem+json why not."""
    language = language_of(request.headers.get("Accept-Language", ""))
    with translation.override(language):
        try:
            made = _answered(cast("Asked", request), rest)
        except Stopped as stop:
            made = answer(stop, request.path)
        except Exception as error:  # noqa: BLE001 - whatever it was, the caller gets an answer
            made = _unexpected(request, error)
    made["Content-Language"] = language
    made["Cache-Control"] = "no-store, private"
    patch_vary_headers(made, ("Authorization", "Accept-Language"))
    return made


def _answered(request: Asked, rest: str) -> HttpResponse:
    _check_accepted(request)
    head = request.method == "HEAD"
    if head:
        request.method = "GET"
    operation, view, values = _operation(request, rest)
    request.now = timezone.now()
    request.today = timezone.localdate(request.now)
    request.headers_of_answer = {}
    _let_in(request, str(operation.operation_id))
    _check_query(request, operation)
    request.seen = None
    if request.method in _WRITES:
        _check_body(request)
        if (operation.openapi_extra or {}).get("x-versioned"):
            request.seen = seen_by(request.headers.get("If-Match", ""))

    def run() -> HttpResponse:
        made = view(request, **values)
        assert isinstance(made, HttpResponse), "operations do not stream"
        return _with_head(request, made)

    made = _once(request, run) if request.method == "POST" else run()
    if head:
        length = made.headers.get("Content-Length", str(len(made.content)))
        made.content = b""
        made["Content-Length"] = length
    return made


def language_of(header: str) -> str:
    """The first language asked for that we speak, else the platform's own. No cookie is asked."""
    spoken = dict(settings.LANGUAGES)
    for tag, _quality in parse_accept_lang_header(header[:500]):
        if (code := tag.split("-")[0]) in spoken:
            return code
    return str(settings.LANGUAGE_CODE)


def _check_accepted(request: HttpRequest) -> None:
    if not (request.accepts("application/json") or request.accepts("application/problem+json")):
        raise stopped(406, "not_acceptable", _("Answers are in application/json."), at="Accept")


def _operation(request: HttpRequest, rest: str) -> tuple[Operation, View, dict[str, object]]:
    from tcvm.foundation.api.instance import instance

    known = instance()
    try:
        match = known.resolver.resolve(rest)
    except Resolver404 as error:
        raise Stopped(404) from error
    methods = known.routes.get(match.route, {})
    if not methods:
        raise Stopped(404)
    operation = methods.get(request.method or "")
    if operation is None:
        allowed = sorted({*methods, *(["HEAD"] if "GET" in methods else [])})
        raise Stopped(405, headers={"Allow": ", ".join(allowed)})
    return operation, match.func, match.kwargs


def _let_in(request: Asked, operation_id: str) -> None:
    """Find out who asks, and whether they may. The rules are those of permissions.toml."""
    operation = rules.rules().of(f"{rules.API}{operation_id}", request.method or "")
    if operation is None:
        raise Stopped(404)
    kind, _blank, text = request.headers.get("Authorization", "").partition(" ")
    shown = tokens.token_shown(text.strip(), request.now) if kind.lower() == "bearer" else None
    viewer = tokens.viewer_by(shown, request.today) if shown is not None else None
    if shown is None or viewer is None or viewer.is_public:
        raise _nobody(said=bool(kind))
    if wait := tokens.wait_of(shown, request.now):
        sentence = _("This token was used more than %(uses)d times in a minute. Wait %(wait)d s.")
        stop = stopped(429, "too_many_requests", sentence, uses=tokens.USES_A_MINUTE, wait=wait)
        stop.headers["Retry-After"] = str(wait)
        raise stop
    if operation.scope not in shown.scopes:
        sentence = _("The token is not good for %(scope)s.")
        raise stopped(403, "scope_missing", sentence, at="Authorization", scope=operation.scope)
    # Which rows they may see and change the operation asks of its room's queries.
    if rules.answer(operation, viewer, rules.ANYWHERE, request.today) is not Answer.YES:
        raise stopped(
            403, "role_missing", _("No role that you hold today permits this."), at="Authorization"
        )
    request.viewer, request.token = viewer, shown


def _nobody(*, said: bool) -> Stopped:
    """401; what is wrong with a token is told to nobody."""
    challenge = 'Bearer realm="tcvm"' + (', error="invalid_token"' if said else "")
    stop = stopped(
        401,
        "token_missing",
        _("Send a token that is in force: Authorization: Bearer tcvm_…"),
        at="Authorization",
    )
    stop.headers["WWW-Authenticate"] = challenge
    return stop


def _check_query(request: HttpRequest, operation: Operation) -> None:
    """Refuse a parameter that is not known: a filter misspelt would show what it should hide."""
    known: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            known |= set(model.__ninja_flatten_map__)
    for name, values in request.GET.lists():
        if name not in known:
            raise stopped(422, "parameter_unknown", _("There is no such parameter."), at=name)
        if len(values) > 1:
            raise stopped(422, "parameter_twice", _("This is given more than once."), at=name)


def _check_body(request: Asked) -> None:
    """What a request that changes something carries besides its content."""
    kind, _parameters = parse_header_parameters(request.headers.get("Content-Type", ""))
    if kind.lower() != "application/json":
        raise stopped(
            415, "content_type", _("Content is read as application/json."), at="Content-Type"
        )
    try:
        request.body  # noqa: B018 - reads it, and finds out how long it is
    except RequestDataTooBig as error:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        sentence = _("The content is longer than %(limit)d bytes.")
        raise stopped(413, "too_long", sentence, limit=limit) from error
    except UnreadablePostError as error:
        raise stopped(400, "body_unreadable", _("The content broke off.")) from error


def _once(request: Asked, run: Run) -> HttpResponse:
    """What the first request with this Idempotency-Key is answered. Raises Stopped."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise stopped(
            400,
            "idempotency_key",
            _("Send an Idempotency-Key of 1 to 128 visible ASCII signs, a new one for each deed."),
            at="Idempotency-Key",
        )
    digest = hashlib.sha256(
        b"\0".join(
            (
                request.get_full_path().encode(),
                request.headers.get("If-Match", "").encode(),
                request.body,
            )
        )
    ).hexdigest()
    ran = False

    def first() -> HttpResponse:
        nonlocal ran
        ran = True
        return run()

    try:
        made = answer_once(
            scope=f"api:{request.viewer.identifier}",
            key=key,
            digest=digest,
            now=request.now,
            run=first,
            keep=lambda made: made.status_code < 500,
        )
    except KeyUsed as error:
        sentence = _("This Idempotency-Key was used for another request.")
        raise stopped(422, "idempotency_key_used", sentence, at="Idempotency-Key") from error
    if not ran:
        made["Idempotency-Replayed"] = "true"
    return made


def _with_head(request: Asked, made: HttpResponse) -> HttpResponse:
    """The answer with what the operation wanted its head to say."""
    for name, value in request.headers_of_answer.items():
        if made.status_code < 300:
            made[name] = etag(value, made.content) if name == "ETag" else value
    tag = made.headers.get("ETag", "")
    if request.method == "GET" and tag and tag in _tags(request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers={"ETag": tag})
    return made


def _tags(header: str) -> set[str]:
    return {one.strip().removeprefix("W/") for one in header.split(",")}


def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    """500: what went wrong is in the log under a number that the caller is told."""
    number = secrets.token_hex(4)
    named = (number, request.method, request.path)
    log.error("API request %s failed: %s %s", *named, exc_info=error)
    sentence = _("It was not done. Tell the operator this number: %(number)s.")
    return answer(stopped(500, "unexpected", sentence, number=number), request.path)


if TYPE_CHECKING:
    from collections.abc import Callable

    View = Callable[..., object]
    Run = Callable[[], HttpResponse]
