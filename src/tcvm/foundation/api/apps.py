"""The room as Django knows it."""

from django.apps import AppConfig

from tcvm.foundation.api.trail_words import WORDS


class ApiConfig(AppConfig):
    """Tokens, and the door by which programs come in."""

    name = "tcvm.foundation.api"
    label = "api"
    trail_words = WORDS
    api = "tcvm.foundation.api.own.ROOM"

    def ready(self) -> None:
        """Say that a service's token may need a second person."""
        from tcvm.foundation.api.actions import create_token

        create_token.register()
