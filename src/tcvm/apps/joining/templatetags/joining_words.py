"""`one|sentence`: a problem in words; `errors|of:"code"`: what a mapping holds for a code."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from tcvm.apps.joining import words
from tcvm.domain.problems import Problem

register = template.Library()


@register.filter
def sentence(problem: Problem) -> str:
    """The problem as people read it."""
    return words.sentence(problem)


@register.filter
def of(values: Mapping[str, str], code: str) -> str:
    """What stands under `code`; empty where nothing does."""
    return values.get(code, "")
