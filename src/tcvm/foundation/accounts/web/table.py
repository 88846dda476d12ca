"""The page that shows who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.roles import NETWORK_ROLES, ORGANISATION_ROLES
from tcvm.foundation.accounts.rules import Access

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """Operations down, roles across, from the same file that every request is checked by."""
    locale = get_language() or "vi"
    lines = [
        {
            "name": one.name.said_in(locale),
            "everybody": one.access in (Access.PUBLIC, Access.ENTRANCE),
            "signed_in": one.access is Access.SIGNED_IN,
            "recently_confirmed": one.recently_confirmed,
            "cells": [
                *[(words, role in one.organisation) for role, words in ORGANISATION_ROLES.items()],
                *[(words, role in one.network) for role, words in NETWORK_ROLES.items()],
            ],
        }
        for one in rules.table()
    ]
    context = {
        "lines": lines,
        "organisation_roles": ORGANISATION_ROLES.values(),
        "network_roles": NETWORK_ROLES.values(),
    }
    return render(request, "accounts/permissions.html", context)
