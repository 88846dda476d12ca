"""`{% load forms_tags %}`: what is wrong with a form, in one list above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from tcvm.foundation.ui.forms import Fault, faults

if TYPE_CHECKING:
    from django.forms import BaseForm

register = template.Library()


@register.filter
def faulty(form: BaseForm) -> list[Fault]:
    """What is wrong with a form that was sent; nothing for one that was not."""
    return faults(form)
