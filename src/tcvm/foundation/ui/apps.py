"""The page furniture as Django knows it."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base page, styles, doors and number formats."""

    name = "tcvm.foundation.ui"
    label = "ui"
