"""The description of the API (OpenAPI 3.1), complete: what ninja knows, and what the door adds."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from tcvm.foundation.accounts import rules
from tcvm.foundation.api import problems
from tcvm.foundation.api.problems import CONTENT_TYPE, TITLES, Stopped, stopped
from tcvm.foundation.api.tokens import USES_A_MINUTE

#: Where the operations stand.
ROOT = "/api/v1"
Document = dict[str, Any]

_ABOUT = _(
    "Programs ask and do here what people may. Every request shows a token; every answer is JSON. "
    "Times are UTC in ISO 8601, days are 2025-12-31. Lists come in parts: send `next` as `cursor` "
    "to get what follows. Reads of the register take `as_of`, the day asked about. Every POST "
    "carries an Idempotency-Key: the same request with the same key is carried out once and "
    "answered the same, for seven days. A change of a record carries If-Match with the ETag of "
    "what was read, so that nobody's change is overwritten unseen."
)
_SECURITY = _(
    "A token from the page of tokens: `Authorization: Bearer tcvm_…`. It acts as the person, or as "
    "the service it was given to, within its scopes and with the roles held on that day."
)
_HEADERS: Document = {
    "Idempotency-Key": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": _("A new one for each deed, the same one when a request is sent again."),
        "schema": {"type": "string", "pattern": "^[!-~]{1,128}$", "maxLength": 128},
        "example": "b8f6c1e2-6d0b-4a34-9b0e-0f3f7c1d2a11",
    },
    "If-Match": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": _("The ETag of what you have read."),
        "schema": {"type": "string", "pattern": '^"[!#-~]{0,200}"$'},
        "example": '"12-0f3f7c1d2a11b8f6"',
    },
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": _("The ETag you have: while it holds, the answer is 304 without content."),
        "schema": {"type": "string"},
    },
    "Accept-Language": {
        "name": "Accept-Language",
        "in": "header",
        "required": False,
        "description": _("The language of sentences: `vi`, else `en`."),
        "schema": {"type": "string"},
        "example": "vi",
    },
}
_ETAG: Document = {
    "description": _("Names what was read. Send it as If-Match to change it."),
    "schema": {"type": "string"},
}
_LINK: Document = {
    "description": _('The address of the next part, with rel="next".'),
    "schema": {"type": "string"},
}
_REPLAYED: Document = {
    "description": _("`true` where the request came before and this is what it was answered."),
    "schema": {"type": "string", "enum": ["true"]},
}
#: Answers that any request may get.
_ALWAYS = (401, 403, 404, 406, 422, 429, 500)


@cache
def document(language: str) -> Document:
    """The description in a language."""
    from tcvm.foundation.api.instance import instance

    known = instance()
    with translation.override(language):
        made: Document = dict(known.api.get_openapi_schema(path_prefix=""))
        made["info"]["description"] = _ABOUT
        made["servers"] = [{"url": ROOT}]
        for _path, method, operation in known.operations():
            path = f"/{_path}".replace("<slug:", "{").replace("<", "{").replace(">", "}")
            _complete(
                made["paths"][path.replace("{round:", "{")][method.lower()], method, operation
            )
        made["components"] |= _components()
        made["components"]["schemas"] |= _problem_schemas()
        _polish(made)
        made["tags"] = [{"name": one} for one in _tags(made)]
    return made


def _complete(one: Document, method: str, operation: Any) -> None:
    """What the door adds to an operation, before and after it runs."""
    rule = rules.rules().of(f"{rules.API}{one['operationId']}", method)
    assert rule is not None, "a test holds every operation to have its rule"
    if one.get("description") == inspect.cleandoc(operation.view_func.__doc__ or ""):
        del one["description"]
    one["security"] = [{"token": [rule.scope]}]
    versioned = one.pop("x-versioned", False)
    headers, statuses = ["Accept-Language"], {*_ALWAYS}
    for parameter in one["parameters"]:
        _put_example(parameter)
        if parameter["name"] == "cursor":
            statuses.add(400)
    done = min(one["responses"])
    head: Document = {}
    if any(parameter["name"] == "cursor" for parameter in one["parameters"]):
        head["Link"] = _LINK
    if method == "POST":
        headers.append("Idempotency-Key")
        head["Idempotency-Replayed"] = _REPLAYED
    if method != "GET":
        statuses |= {400, 413, 415}
    if versioned:
        head["ETag"] = _ETAG
        headers.append("If-None-Match" if method == "GET" else "If-Match")
        statuses |= set() if method == "GET" else {412, 428}
    if versioned and method == "GET":
        one["responses"][304] = {
            "description": _("What you have still holds."),
            "headers": {"ETag": _ETAG},
        }
    if head:
        one["responses"][done]["headers"] = head
    one["responses"] = {
        str(status): one["responses"].get(status)
        or {"$ref": f"#/components/responses/Problem{status}"}
        for status in sorted({*one["responses"], *statuses})
    }
    one["parameters"] += [{"$ref": f"#/components/parameters/{name}"} for name in headers]


def _put_example(parameter: Document) -> None:
    """In a parameter OpenAPI has `example`; a list of them is JSON Schema's."""
    examples = parameter.pop("examples", None)
    if examples:
        parameter["example"] = examples[0]


def _components() -> Document:
    return {
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer", "description": _SECURITY}
        },
        "parameters": {name: dict(one) for name, one in _HEADERS.items()},
        "responses": {f"Problem{status}": _problem(status) for status in TITLES if status != 405},
    }


def _problem(status: int) -> Document:
    """An answer that says why nothing was done."""
    head: Document = {}
    if status == 401:
        head["WWW-Authenticate"] = {"description": "Bearer", "schema": {"type": "string"}}
    if status == 429:
        head["Retry-After"] = {
            "description": _("Seconds to wait."),
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        }
    content = {
        CONTENT_TYPE: {
            "schema": {"$ref": "#/components/schemas/ProblemAnswer"},
            "example": _example(status),
        }
    }
    return {
        "description": str(TITLES[status]),
        "content": content,
        **({"headers": head} if head else {}),
    }


def _example(status: int) -> Document:
    """What such an answer looks like."""
    import json

    stop = Stopped(status)
    if status == 429:
        stop = stopped(429, "too_many_requests", TITLES[429], uses=USES_A_MINUTE, wait=12)
    shown: Document = json.loads(problems.answer(stop, f"{ROOT}/me").content)
    return shown


def _problem_schemas() -> Document:
    from tcvm.foundation.api.schemas import ProblemAnswer

    made = ProblemAnswer.model_json_schema(ref_template="#/components/schemas/{model}")
    inner: Document = made.pop("$defs")
    return {**inner, "ProblemAnswer": made}


def _tags(made: Document) -> list[str]:
    """The names of the groups, in the order of their first operation."""
    found: dict[str, None] = {}
    for _path, _method, one in operations(made):
        found.update(dict.fromkeys(one["tags"]))
    return list(found)


def operations(made: Document) -> Iterator[tuple[str, str, Document]]:
    """Path, method and description of every operation."""
    for path, methods in made["paths"].items():
        for method, one in methods.items():
            yield path, method, one


def _polish(part: Any) -> None:
    """Say sentences in the language in force, and leave out titles that only repeat a name."""
    if isinstance(part, list):
        for one in part:
            _polish(one)
    elif isinstance(part, dict):
        _say(part)
        for name, one in part.items():
            if name == "properties":
                # Names of fields, of which one may well be called `title`.
                _polish(list(one.values()))
            elif name not in ("example", "examples"):
                _polish(one)


def _say(part: Document) -> None:
    for name in ("summary", "description"):
        if said := part.get(name):
            part[name] = gettext(said)
    if "operationId" in part:
        part["tags"] = [gettext(one) for one in part["tags"]]
    if "version" not in part:
        part.pop("title", None)
    elif "title" in part:
        part["title"] = gettext(part["title"])
