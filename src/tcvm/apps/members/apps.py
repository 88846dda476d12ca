"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.ui.context import Section


class MembersConfig(AppConfig):
    """The register of members."""

    name = "tcvm.apps.members"
    label = "members"
    navigation = (Section("members", "members:home", _("Register of members"), for_people=True),)
    changed = ("tcvm.apps.members.web.changes.changes",)

    def ready(self) -> None:
        """Tell accounts which organisations a network's people reach."""
        from tcvm.apps.members.queries import reached_by
        from tcvm.foundation.accounts import reach

        reach.register(reached_by)
