"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tcvm.apps.members.trail_words import WORDS
from tcvm.foundation.ui.context import Section


class MembersConfig(AppConfig):
    """The register of members."""

    name = "tcvm.apps.members"
    label = "members"
    trail_words = WORDS
    api = "tcvm.apps.members.api.room.ROOM"
    navigation = (Section("members", "members:home", _("Register of members"), for_people=True),)
    changed = ("tcvm.apps.members.web.changes.changes",)
    waiting = ("tcvm.apps.members.web.waits.waiting",)
    findable = ("tcvm.apps.members.web.finds.found",)

    def ready(self) -> None:
        """Tell accounts whom a network's people reach, and what only two people change."""
        from tcvm.apps.members.queries import reached_by
        from tcvm.apps.members.web import confirming
        from tcvm.foundation.accounts import reach

        reach.register(reached_by)
        confirming.register()
