"""The outbox as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from tcvm.foundation.events.trail_words import WORDS


class EventsConfig(AppConfig):
    """Events, their subscribers, and what has still to be delivered."""

    name = "tcvm.foundation.events"
    label = "events"
    trail_words = WORDS

    def ready(self) -> None:
        """Read each room's `subscriptions.py`: whoever announces must know who listens."""
        autodiscover_modules("subscriptions")
