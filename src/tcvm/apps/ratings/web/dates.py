"""Days as a person reads them."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format


def day(value: dt.date, locale: str) -> str:
    """A day: 31/12/2014 in Vietnamese, 31 December 2014 in English."""
    return date_format(value, "j F Y") if locale.startswith("en") else f"{value:%d/%m/%Y}"
