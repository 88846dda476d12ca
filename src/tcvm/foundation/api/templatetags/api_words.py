"""What stands between backticks in a sentence is code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def with_code(sentence: str) -> SafeString:
    """The sentence, escaped, with `code` as code."""
    parts = sentence.split("`")
    said = [format_html("<code>{}</code>" if at % 2 else "{}", one) for at, one in enumerate(parts)]
    return format_html_join("", "{}", ((one,) for one in said))
