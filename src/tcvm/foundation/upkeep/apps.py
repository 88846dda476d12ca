"""Upkeep as Django knows it."""

from django.apps import AppConfig

from tcvm.foundation.upkeep.trail_words import WORDS


class UpkeepConfig(AppConfig):
    """Messages, jobs, dead letters and the audit trail, on pages. It keeps nothing of its own."""

    name = "tcvm.foundation.upkeep"
    label = "upkeep"
    trail_words = WORDS
