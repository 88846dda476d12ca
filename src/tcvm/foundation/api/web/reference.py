"""The page that describes the API, made from its description."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.roles import label
from tcvm.foundation.api.problems import TITLES
from tcvm.foundation.ui.remembered import remembered

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Described = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A parameter or a field: its name, what it may be, whether it must be given."""

    name: str
    where: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer: its status, what it means, what it shows; a problem is explained below."""

    status: str
    about: str
    shows: str
    is_problem: bool


@dataclass(frozen=True, slots=True)
class OperationLine:
    """An operation as the page shows it."""

    key: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    roles: tuple[str, ...]
    parameters: tuple[FieldLine, ...]
    body: tuple[FieldLine, ...]
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations about one thing."""

    key: str
    name: str
    operations: tuple[OperationLine, ...]


@dataclass(frozen=True, slots=True)
class ValueLine:
    """What an answer or a request is made of."""

    key: str
    about: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All that the page shows."""

    about: str
    security: str
    server: str
    groups: tuple[Group, ...]
    values: tuple[ValueLine, ...]
    problems: tuple[tuple[int, str], ...]
    example: str


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Operations, what they take and answer, and the kinds of problems."""
    language = get_language() or "vi"

    def made() -> HttpResponse:
        return render(
            request, "api/reference.html", {"section": "api", "page": reference_in(language)}
        )

    return remembered(request, ("api", language), made)


@cache
def reference_in(language: str) -> Reference:
    """The page in a language."""
    from tcvm.foundation.api.document import ROOT, document

    made = document(language)
    with override(language):
        return Reference(
            about=made["info"]["description"],
            security=made["components"]["securitySchemes"]["token"]["description"],
            server=ROOT,
            groups=tuple(_groups(made)),
            values=tuple(
                ValueLine(name, one.get("description", ""), tuple(_fields(one)))
                for name, one in sorted(made["components"]["schemas"].items())
                if "properties" in one
            ),
            problems=tuple((status, str(title)) for status, title in TITLES.items()),
            example=json.dumps(_example(made), ensure_ascii=False, indent=2),
        )


def _example(made: Described) -> object:
    answer = made["components"]["responses"]["Problem404"]
    return answer["content"]["application/problem+json"]["example"]


def _groups(made: Described) -> Iterator[Group]:
    from tcvm.foundation.api.document import operations

    for number, tag in enumerate(made["tags"]):
        lines = tuple(
            _operation(made, path, method, one)
            for path, method, one in operations(made)
            if tag["name"] in one["tags"]
        )
        yield Group(f"group-{number}", tag["name"], lines)


def _operation(made: Described, path: str, method: str, one: Described) -> OperationLine:
    rule = rules.rules().of(f"{rules.API}{one['operationId']}", method.upper())
    assert rule is not None, "a test holds every operation to have its rule"
    parameters = [_resolved(made, each) for each in one["parameters"]]
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    given = _resolved(made, body.get("schema", {}))
    return OperationLine(
        key=one["operationId"],
        method=method.upper(),
        path=path,
        summary=one["summary"],
        about=one.get("description", ""),
        scope=rule.scope,
        roles=tuple(label(role) for role in (*sorted(rule.network), *sorted(rule.organisation))),
        parameters=tuple(
            FieldLine(
                each["name"],
                each["in"],
                _kind(each["schema"]),
                each["required"],
                each.get("description", ""),
            )
            for each in parameters
        ),
        body=tuple(_fields(given)),
        answers=tuple(
            AnswerLine(status, _about(made, status, each), _shows(each), int(status) >= 400)
            for status, each in one["responses"].items()
        ),
    )


def _about(made: Described, status: str, answer: Described) -> str:
    if "$ref" in answer:
        return str(_resolved(made, answer)["description"])
    return {"200": _("Done"), "201": _("Made"), "202": _("Asked for")}.get(
        status, str(answer["description"])
    )


def _shows(answer: Described) -> str:
    content = answer.get("content", {}).get("application/json", {})
    return _kind(content["schema"]) if "schema" in content else ""


def _fields(value: Described) -> Iterator[FieldLine]:
    required = set(value.get("required", ()))
    for name, one in value.get("properties", {}).items():
        yield FieldLine(name, "", _kind(one), name in required, one.get("description", ""))


def _resolved(made: Described, one: Described) -> Described:
    """What a reference points to, or the thing itself."""
    found: Any = one
    if "$ref" in one:
        found = made
        for step in one["$ref"].removeprefix("#/").split("/"):
            found = found[step]
    resolved: Described = found
    return resolved


def _kind(schema: Described) -> str:
    """A schema in a few signs: `string, at most 80`, `list of MemberLine`, `active | left`."""
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "items" in schema:
        return _("list of %(kind)s") % {"kind": _kind(schema["items"])}
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    return _bounded(schema, str(schema.get("format") or schema.get("type", "")))


def _bounded(schema: Described, kind: str) -> str:
    if "maxLength" in schema:
        return _("%(kind)s, at most %(length)d signs") % {
            "kind": kind,
            "length": schema["maxLength"],
        }
    if {"minimum", "maximum"} <= set(schema):
        return f"{kind}, {schema['minimum']}–{schema['maximum']}"
    return kind
