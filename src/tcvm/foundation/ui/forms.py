"""Forms as every page shows them (`templates/ui/_fields.html`).

Label, help and error stand at the field and are tied to it; what need not be filled in is marked so
in words; what is wrong is listed once more above the form, with a link to each field, and the list
takes the focus. Colour says nothing that words do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.forms import BaseForm, BoundField


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the field's label and the id to go to, both empty for the whole form."""

    text: str
    label: str = ""
    field: str = ""


def faults(form: BaseForm) -> list[Fault]:
    """All that is wrong with a form that was sent, in the order of its fields."""
    if not form.is_bound:
        return []
    found = [Fault(str(text)) for text in form.non_field_errors()]
    for bound in form:
        found += [Fault(str(text), str(bound.label or ""), _id_of(bound)) for text in bound.errors]
    return found


def _id_of(bound: BoundField) -> str:
    """Where a link to the field leads; of a group of choices to the first."""
    if bound.is_hidden:
        return ""
    return f"{bound.auto_id}_0" if bound.use_fieldset else str(bound.id_for_label)
