"""The room as Django knows it."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The register of members."""

    name = "tcvm.apps.members"
    label = "members"

    def ready(self) -> None:
        """Tell accounts which organisations a network's people reach."""
        from tcvm.apps.members.queries import reached_by
        from tcvm.foundation.accounts import reach

        reach.register(reached_by)
