"""What the API answers where it cannot do what was asked: RFC 9457, in the caller's language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tcvm.domain.problems import Place, Problem

CONTENT_TYPE = "application/problem+json"
#: Where the page explains the kind of problem, by its status; also the `type` of every answer.
TYPES = "/api/#problem-"

#: What went wrong, in a few words, by status.
TITLES = {
    400: _("The request cannot be read"),
    401: _("No token that lets you in"),
    403: _("Not permitted"),
    404: _("Not found"),
    405: _("This cannot be done here"),
    406: _("No answer in a form that you accept"),
    412: _("Changed meanwhile"),
    413: _("The request is too long"),
    415: _("The content is of a kind that is not read here"),
    422: _("Something in the request is wrong"),
    428: _("Say which version you have seen"),
    429: _("Too many requests"),
    500: _("Something went wrong on our side"),
}

#: From a problem to a sentence in the caller's language.
Sentence = Callable[[Problem], str]


@dataclass(frozen=True, slots=True)
class Said:
    """A problem with its sentence."""

    problem: Problem
    sentence: str


class Stopped(Exception):
    """A request that is answered with a problem. What it began is undone."""

    def __init__(
        self,
        status: int,
        said: Sequence[Said] = (),
        *,
        detail: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Keep what the answer says."""
        super().__init__(status, detail or ", ".join(one.problem.code for one in said))
        self.status = status
        self.said = tuple(said)
        self.detail = detail
        self.headers = dict(headers or {})


def stopped(
    status: int, code: str, sentence: object, /, *, at: str = "", **parameters: object
) -> Stopped:
    """Stopped for one reason, with its sentence; `at` is the header, field or parameter."""
    problem = Problem(code, place=Place(column=at), parameters=parameters)
    said = str(sentence) % parameters if parameters else str(sentence)
    return Stopped(status, [Said(problem, said)], detail=said)


def answer(stop: Stopped, path: str) -> HttpResponse:
    """The answer to a request for `path` that was stopped."""
    title = str(TITLES[stop.status])
    content: dict[str, object] = {
        "type": f"{TYPES}{stop.status}",
        "title": title,
        "status": stop.status,
        "detail": stop.detail or title,
        # As it was asked for, in the form of a reference: only what a URI may hold.
        "instance": quote(path, safe="/:@!$&'()*+,;=~-._"),
        "problems": [_listed(one) for one in stop.said],
    }
    made = HttpResponse(
        json.dumps(content, cls=_Encoder, ensure_ascii=False),
        status=stop.status,
        content_type=CONTENT_TYPE,
    )
    for name, value in stop.headers.items():
        made[name] = value
    return made


def _listed(one: Said) -> dict[str, object]:
    place = one.problem.place
    return {
        "code": one.problem.code,
        "place": place.column,
        "parameters": {
            name: value if isinstance(value, int | bool) or value is None else str(value)
            for name, value in one.problem.parameters.items()
        },
        "sentence": one.sentence,
    }


class _Encoder(DjangoJSONEncoder):
    """As Django's, which knows lazy text."""
