"""The room as Django knows it."""

from __future__ import annotations

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.jobs.recurrence import Daily, Scheduled
from tcvm.foundation.ui.context import Section


class ExchangeConfig(AppConfig):
    """Imports of spreadsheets, doubles, and exports."""

    name = "tcvm.apps.exchange"
    label = "exchange"
    navigation = (Section("exchange", "exchange:start", _("Import and export"), for_people=True),)
    scheduled = (
        Scheduled(
            "exchange.forget_exports",
            "tcvm.apps.exchange.actions.forget_exports.forget_exports",
            Daily(dt.time(3, 10)),
        ),
    )
    waiting = ("tcvm.apps.exchange.waits.imports_waiting",)
