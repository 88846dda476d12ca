"""Which parts of the platform stand in the navigation of whom: those whose rule lets them in."""

from __future__ import annotations

import datetime as dt

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.rules import ANYWHERE, Answer
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.context import Section, sections


def sections_of(viewer: Viewer, today: dt.date) -> list[Section]:
    """The sections that `viewer` may open on `today`, in the rooms' order."""
    found = []
    for one in sections():
        operation = rules.rules().of(one.url_name, "GET")
        if operation and rules.answer(operation, viewer, ANYWHERE, today) is Answer.YES:
            found.append(one)
    return found
