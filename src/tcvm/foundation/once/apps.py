"""The room as Django knows it."""

import datetime as dt

from django.apps import AppConfig

from tcvm.foundation.jobs.recurrence import Daily, Scheduled


class OnceConfig(AppConfig):
    """Requests that were answered, by the key that came with them."""

    name = "tcvm.foundation.once"
    label = "once"
    scheduled = (
        Scheduled("once.forget", "tcvm.foundation.once.forget.forget_old", Daily(dt.time(3, 20))),
    )
