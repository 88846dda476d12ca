"""Long lists, a page at a time, with the choice kept in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

ROWS = 50


@dataclass(frozen=True, slots=True)
class Paged:
    """The rows of one page, and the addresses of its neighbours; empty where there is none."""

    page: Page[Any]
    rows: list[Any]
    before: str
    after: str


def paged(request: HttpRequest, rows: QuerySet[Any], chosen: dict[str, str]) -> Paged:
    """The page that the address asks for, or the nearest there is.

    `chosen` is what the view understood of the address' query; links keep that and nothing else.
    """
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        kept = {name: value for name, value in chosen.items() if value}
        if number > 1:
            kept["page"] = str(number)
        return f"?{urlencode(kept)}" if kept else "?"

    # The language links keep the reader's choices (`tcvm.foundation.ui.context`).
    here = address(page.number)
    request.chosen_query = here if here != "?" else ""  # type: ignore[attr-defined]
    return Paged(
        page,
        list(page.object_list),
        address(page.number - 1) if page.has_previous() else "",
        address(page.number + 1) if page.has_next() else "",
    )
