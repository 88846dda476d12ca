"""Accounts as Django knows them."""

from django.apps import AppConfig

from tcvm.foundation.accounts.messages import MESSAGES
from tcvm.foundation.accounts.trail_words import WORDS


class AccountsConfig(AppConfig):
    """People, sign-in, roles, permissions, and changes that need a second person."""

    name = "tcvm.foundation.accounts"
    label = "accounts"
    messages = MESSAGES
    trail_words = WORDS
    waiting = ("tcvm.foundation.accounts.web.what_waits.waits",)
    changed = ("tcvm.foundation.accounts.web.what_changed.changes",)

    def ready(self) -> None:
        """Say which changes of this room need a second person, and listen to allauth."""
        from tcvm.foundation.accounts import signals
        from tcvm.foundation.accounts.actions import grant_role

        assert signals.log.name, "importing it connects its receivers"

        grant_role.register()
