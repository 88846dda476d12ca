"""`{% once %}`: the token of a form, as a hidden field."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tcvm.foundation.once.forms import FIELD, new_token

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A hidden field with a new token; stands beside `{% csrf_token %}`."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())
