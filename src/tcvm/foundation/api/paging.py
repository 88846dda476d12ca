"""Lists in parts. A cursor names the last row seen, so that rows added meanwhile shift nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.problems import stopped
from tcvm.foundation.api.schemas import Page, Paging

_SALT = "tcvm.api.cursor"

Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)
Item = TypeVar("Item")
Key = str | int


def part_of(
    request: Asked,
    rows: Iterable[Row],
    paging: Paging,
    *,
    key: Callable[[Row], Key],
    show: Callable[[Row], Item],
) -> Page[Item]:
    """The part of `rows`, each with its own `key`, in the keys' order. Raises Stopped."""
    after = _after(request, paging)
    ordered = sorted(rows, key=key)
    if after is not None:
        ordered = [one for one in ordered if _follows(key(one), after)]
    return _page(request, ordered[: paging.limit + 1], paging, key, show)


def part_of_rows(
    request: Asked,
    rows: QuerySet[Record],
    paging: Paging,
    *,
    by: str,
    show: Callable[[Record], Item],
) -> Page[Item]:
    """The part of a table's rows, in the order of the column `by`, which must be unique."""
    after = _after(request, paging)
    found = rows.order_by(by)
    if after is not None:
        found = found.filter(**{f"{by}__gt": after})
    listed = list(found[: paging.limit + 1])
    return _page(request, listed, paging, lambda one: getattr(one, by), show)


def _page(
    request: Asked,
    listed: Sequence[Row],
    paging: Paging,
    key: Callable[[Row], Key],
    show: Callable[[Row], Item],
) -> Page[Item]:
    shown = listed[: paging.limit]
    following = None
    if len(listed) > paging.limit:
        following = signing.dumps([key(shown[-1]), _query(request)], salt=_SALT)
        query = [(name, value) for name, value in request.GET.items() if name != "cursor"]
        address = f"{request.path}?{urlencode([*query, ('cursor', following)])}"
        request.headers_of_answer["Link"] = f'<{address}>; rel="next"'
    return Page(items=[show(one) for one in shown], next=following)


def _after(request: Asked, paging: Paging) -> Key | None:
    """The key of the last row seen. Raises Stopped for a cursor that is not of this list."""
    if paging.cursor is None:
        return None
    try:
        after, query = signing.loads(paging.cursor, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise stopped(
            400, "cursor_unreadable", _("The cursor is none of ours."), at="cursor"
        ) from error
    if query != _query(request):
        raise stopped(400, "cursor_of_other_list", _("The cursor is of another list."), at="cursor")
    found: Key = after
    return found


def _follows(key: Any, after: Any) -> bool:
    found: bool = key > after
    return found


def _query(request: Asked) -> str:
    """What makes a list this list: its address and filters, not how much of it is asked for."""
    asked = sorted(one for one in request.GET.items() if one[0] not in ("cursor", "limit"))
    return hashlib.sha256(repr((request.path, asked)).encode()).hexdigest()[:16]
