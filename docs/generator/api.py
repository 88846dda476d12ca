"""The operations of the API, from the description that the platform itself gives."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from docs.generator.markdown import code, codes, page, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tcvm.foundation.api.web.reference import FieldLine, OperationLine, Reference

CALLED = """
How to get a token and call it: [Call the API](../how-to/call-the-api.md). Why it is as it is:
[The API](../explanation/api.md). The same in Vietnamese, and as OpenAPI 3.1, comes from the
platform: `/vi/api/` and `/api/v1/openapi.json`.
"""


def pages() -> dict[str, str]:
    """The page of the API."""
    shown = _reference()
    blocks = [shown.about, shown.security, CALLED]
    for group in shown.groups:
        blocks.append(f"## {group.name}")
        for one in group.operations:
            blocks += _operation(one)
    blocks += ["## Problems", table(["status", "means"], _problems(shown))]
    blocks.append("## Values")
    for value in shown.values:
        blocks += [f"### {value.key}", _fields(value.fields)]
    return {"reference/api.md": page("API", *blocks)}


def _operation(one: OperationLine) -> Iterable[str]:
    roles = f" · roles: {', '.join(one.roles)}" if one.roles else ""
    yield f"### {one.method} {one.path}"
    yield f"{one.summary}. {one.about}".strip()
    yield f"{code(one.key)} · scope {code(one.scope)}{roles}"
    yield table(
        ["parameter", "in", "form", "meaning"],
        [[_name(each), each.where, code(each.kind), each.about] for each in one.parameters],
    )
    if one.body:
        yield _fields(one.body)
    done = [each for each in one.answers if each.shows]
    problems = codes(each.status for each in one.answers if each.is_problem)
    shows = "; ".join(f"{code(each.status)} {code(each.shows)}" for each in done)
    yield f"Answers: {shows}. Problems: {problems}."


def _fields(fields: Iterable[FieldLine]) -> str:
    return table(
        ["field", "form", "meaning"],
        [[_name(each), code(each.kind), each.about] for each in fields],
    )


def _name(one: FieldLine) -> str:
    return code(one.name) + (" (required)" if one.required else "")


def _problems(shown: Reference) -> list[list[str]]:
    return [[code(str(status)), title] for status, title in shown.problems]


def _reference() -> Reference:
    """The page's content in English, from the platform with settings of nobody's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcvm.config.settings")
    os.environ.setdefault("SECRET_KEY", "for-the-description-only-" * 3)
    os.environ.setdefault("TCVM_HOME", tempfile.gettempdir())
    import django

    django.setup()
    from tcvm.foundation.api.web.reference import reference_in

    return reference_in("en")
