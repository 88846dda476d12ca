"""Papers as lines with their doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tcvm.apps.members import queries
from tcvm.apps.members.web import labels

if TYPE_CHECKING:
    import datetime as dt

    from tcvm.apps.members.models import Document, Membership
    from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper; `newer` is where a newer version is added, empty for who may not."""

    title: str
    kind: str
    dated: str
    of: str
    href: str
    file: str
    written: str
    replaced: bool
    newer: str


def papers(
    membership: Membership, viewer: Viewer, today: dt.date, *, keeps: bool, speaks: bool
) -> tuple[PaperLine, ...]:
    """The papers of the member and of its membership, newest first, old versions after new ones."""
    of = Q(membership=membership)
    if membership.organisation_id is not None:
        of |= Q(organisation=membership.organisation_id)
    rows = list(
        queries.documents_visible_to(viewer, today)
        .filter(of)
        .select_related("file__content")
        .order_by("-dated_on", "-pk")
    )
    replaced = {one.replaces_id for one in rows}
    add = reverse("members:document", args=[membership.network.code, membership.code])
    lines = []
    for one in sorted(rows, key=lambda one: one.pk in replaced):
        may = speaks if one.organisation_id is not None else keeps
        newer = f"{add}?replaces={one.pk}" if may and one.pk not in replaced else ""
        lines.append(_line(one, replaced=one.pk in replaced, newer=newer))
    return tuple(lines)


def paper_hrefs(
    about: str, keys: list[int], viewer: Viewer, today: dt.date
) -> dict[int, tuple[str, ...]]:
    """Of each of those decisions, signatures or events the papers that the viewer may open."""
    rows = queries.documents_visible_to(viewer, today).filter(**{f"{about}__in": keys})
    found: dict[int, tuple[str, ...]] = {}
    for one in rows.order_by("pk"):
        key = getattr(one, f"{about}_id")
        found[key] = (*found.get(key, ()), _href(one))
    return found


def _line(one: Document, *, replaced: bool, newer: str) -> PaperLine:
    size = filesizeformat(one.file.content.size_bytes)
    return PaperLine(
        title=one.title,
        kind=labels.document(one.kind),
        dated=labels.day(one.dated_on),
        of=_("the organisation") if one.organisation_id is not None else _("the membership"),
        href=_href(one),
        file=f"{one.file.name}, {size}",
        written=_("%(who)s, %(day)s")
        % {"who": one.recorded_by, "day": labels.day(timezone.localdate(one.recorded_at))},
        replaced=replaced,
        newer=newer,
    )


def _href(one: Document) -> str:
    return reverse("members:paper", args=[one.file_id])
