"""What rooms need of upkeep: whether a record has a history that a viewer may open."""

from __future__ import annotations

import datetime as dt

from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.upkeep import queries

__all__ = ["has_history"]


def has_history(viewer: Viewer, kind: str, identifier: object, today: dt.date) -> bool:
    """Whether the page `upkeep:history` of this record shows the viewer anything.

    `kind` and `identifier` are those under which the room records it in the audit trail.
    """
    if viewer.is_public:
        return False
    return (
        queries.history_visible_to(viewer, today)
        .filter(subject_kind=kind, subject_identifier=str(identifier))
        .exists()
    )
