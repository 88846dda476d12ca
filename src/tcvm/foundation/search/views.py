"""The page of results, and the first of them as suggestions under the box."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.search.marks import QUERY_LENGTH, words_in
from tcvm.foundation.search.results import by_kind
from tcvm.foundation.ui.finding import Found, found_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

#: So many lines fit under the box.
SUGGESTED = 8


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """All that the viewer may see and that has every word typed, by kind."""
    query, words, found = _found(request)
    # The language links keep what was looked for (`tcvm.foundation.ui.context`).
    request.chosen_query = f"?{urlencode({'q': query})}" if query else ""  # type: ignore[attr-defined]
    context = {
        "searched": query,
        "query": query,
        "words": words,
        "kinds": by_kind(found, words),
        "count": len(found),
    }
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The best of them as a list, which htmx puts under the box."""
    query, words, found = _found(request)
    context = {"query": query, "words": words, "kinds": by_kind(found[:SUGGESTED], words)}
    return render(request, "search/_suggestions.html", context)


def _found(request: HttpRequest) -> tuple[str, tuple[str, ...], list[Found]]:
    query = " ".join(request.GET.get("q", "")[:QUERY_LENGTH].split())
    words = words_in(query)
    return query, words, found_by(viewer_of(request), words, timezone.localdate())
