"""The room as Django knows it."""

from __future__ import annotations

import datetime as dt

from django.apps import AppConfig

from tcvm.foundation.jobs.recurrence import Daily, Scheduled


class ExchangeConfig(AppConfig):
    """Imports of spreadsheets, doubles, and exports."""

    name = "tcvm.apps.exchange"
    label = "exchange"
    scheduled = (
        Scheduled(
            "exchange.forget_exports",
            "tcvm.apps.exchange.actions.forget_exports.forget_exports",
            Daily(dt.time(3, 10)),
        ),
    )
    waiting = ("tcvm.apps.exchange.waits.imports_waiting",)
