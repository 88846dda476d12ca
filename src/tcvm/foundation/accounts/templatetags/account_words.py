"""Days, moments and browsers as a person reads them."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()

#: What a browser says of itself, and what people call it; the first that is found.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@register.filter
def day(value: dt.date | None) -> str:
    """A day: 31/12/2026 in Vietnamese, 31 December 2026 in English; nothing for none."""
    if value is None:
        return ""
    english = (get_language() or "vi").startswith("en")
    return date_format(value, "j F Y") if english else f"{value:%d/%m/%Y}"


@register.filter
def moment(value: dt.datetime) -> str:
    """A day with the hour and minute, in this platform's time zone."""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {local:%H:%M}"


@register.filter
def browser(user_agent: str) -> str:
    """What a person calls the browser: `Firefox, Windows`; what it says of itself if unknown."""
    names = [
        next((name for sign, name in known.items() if sign in user_agent), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or user_agent
