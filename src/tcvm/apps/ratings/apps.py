"""The room as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.ui.context import Section


class RatingsConfig(AppConfig):
    """Ratings, with what stands of them in the main navigation."""

    name = "tcvm.apps.ratings"
    label = "ratings"
    api = "tcvm.apps.ratings.api.room.ROOM"
    navigation = (
        Section("rounds", "ratings:home", _("Rounds")),
        Section("schemes", "ratings:schemes", _("Scoring scale")),
        Section("indicators", "ratings:indicators", _("Indicators")),
    )
    findable = ("tcvm.apps.ratings.finding.finds",)
    specimens = ("tcvm.apps.ratings.web.specimens.shows",)
