"""What of the exchange waits for a person."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tcvm.apps.exchange import queries
from tcvm.apps.exchange.models import Stage
from tcvm.foundation.tenancy.viewer import Viewer
from tcvm.foundation.ui.waiting import Waiting


def imports_waiting(viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    """Imports that somebody began and nobody has applied yet."""
    del now
    said = {
        Stage.UPLOADED.value: _("Import: say what the columns of %(file)s hold"),
        Stage.CHECKED.value: _("Import: choose for the rows of %(file)s"),
    }
    return [
        Waiting(
            text=said[one.stage] % {"file": one.file.name},
            href=reverse("exchange:import", args=[one.network.code, one.pk]),
            place=one.network.name.said_in(get_language() or "vi"),
            since=one.started_at.date(),
        )
        for one in queries.editable_by(viewer).filter(stage__in=list(said))
    ]
