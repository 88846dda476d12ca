"""Every message that the platform may send, by its code."""

from __future__ import annotations

from django.apps import apps

from tcvm.foundation.mail.template import MailTemplate


def all_messages() -> list[MailTemplate]:
    """What the installed rooms list as `messages`, by code. Raises ValueError for a code twice."""
    found = [one for room in apps.get_app_configs() for one in getattr(room, "messages", ())]
    codes = [one.code for one in found]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"messages named twice: {', '.join(sorted(twice))}")
    return sorted(found, key=lambda one: one.code)


def template_of(code: str) -> MailTemplate:
    """The message of that code. Raises KeyError."""
    return {one.code: one for one in all_messages()}[code]
