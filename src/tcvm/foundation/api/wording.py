"""What can be wrong with the form of a request, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from tcvm.domain.problems import Place, Problem
from tcvm.foundation.api.problems import Said
from tcvm.foundation.api.schemas import SAYS

#: By pydantic's names; parameters are those of its `ctx`.
_SENTENCES = {
    "missing": _("This must be given."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _("This must be text."),
    "string_unicode": _("This text holds signs that are not Unicode."),
    "string_too_short": _("This must have at least %(min_length)s signs."),
    "string_too_long": _("This may have at most %(max_length)s signs."),
    "string_pattern_mismatch": _("This does not have the form %(pattern)s."),
    "control_characters": _("This text holds control characters."),
    "int_type": _("This must be a whole number."),
    "int_parsing": _("This must be a whole number."),
    "int_from_float": _("This must be a whole number."),
    "bool_type": _("This must be true or false."),
    "date_parsing": _("This must be a day in the form 2025-12-31."),
    "date_from_datetime_parsing": _("This must be a day in the form 2025-12-31."),
    "enum": _("This must be one of: %(expected)s."),
    "literal_error": _("This must be one of: %(expected)s."),
    "greater_than_equal": _("This must be at least %(ge)s."),
    "less_than_equal": _("This may be at most %(le)s."),
    "list_type": _("This must be a list."),
    "model_attributes_type": _("This must be an object with fields."),
    "model_type": _("This must be an object with fields."),
}
_BLANK = _("This must say something.")
_OTHER = _("This cannot be used here.")


def said(errors: Sequence[Mapping[str, Any]]) -> list[Said]:
    """Each of pydantic's errors as a problem at its field, with its sentence."""
    return [_said(one) for one in errors]


def _said(error: Mapping[str, Any]) -> Said:
    context = {name: str(value) for name, value in error.get("ctx", {}).items() if name != "error"}
    kind = error["type"]
    if context.get("pattern") == SAYS:
        return Said(Problem("blank", place=Place(column=_place(error["loc"]))), str(_BLANK))
    sentence = str(_SENTENCES.get(kind, _OTHER))
    known = kind in _SENTENCES
    problem = Problem(
        kind if known else "unusable", place=Place(column=_place(error["loc"])), parameters=context
    )
    return Said(problem, sentence % context if known and context else sentence)


def _place(location: Sequence[str | int]) -> str:
    """`decision.number` from where pydantic found it: source and argument come first."""
    source, *path = location
    if source == "body":
        path = path[1:]
    return ".".join(str(one) for one in path)
