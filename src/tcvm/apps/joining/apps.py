"""The room as Django knows it."""

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tcvm.apps.joining.messages import MESSAGES
from tcvm.foundation.jobs.recurrence import Daily, Scheduled
from tcvm.foundation.ui.context import Section


class JoiningConfig(AppConfig):
    """Applications to join a network, from the form to the letter."""

    name = "tcvm.apps.joining"
    label = "joining"
    navigation = (Section("joining", "joining:home", _("Joining")),)
    scheduled = (
        Scheduled(
            "joining.forget", "tcvm.apps.joining.forget.forget_drafts", Daily(dt.time(3, 40))
        ),
    )
    messages = MESSAGES
    waiting = ("tcvm.apps.joining.waiting.waits",)
    findable = ("tcvm.apps.joining.finding.finds",)
