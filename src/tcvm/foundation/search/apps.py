"""Search as Django knows it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search box, its suggestions and the page of results."""

    name = "tcvm.foundation.search"
    label = "search"
