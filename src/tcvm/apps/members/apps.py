"""The room as Django knows it."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The register of members."""

    name = "tcvm.apps.members"
    label = "members"
