"""The room's addresses."""

from __future__ import annotations

from django.urls import path, register_converter

from tcvm.apps.ratings.web import downloads, views


class RoundAddress:
    """`mix-2014` is a round, `mix-2014.1` its first revision."""

    regex = r"[-a-z0-9_]{1,60}(\.[0-9]{1,4})?"

    def to_python(self, value: str) -> str:
        """The address as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The address as it stands."""
        return value


class ResultsFormat:
    """A format that a round's results are had in."""

    regex = "|".join(downloads.FORMATS)

    def to_python(self, value: str) -> str:
        """The format as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The format as it stands."""
        return value


register_converter(RoundAddress, "round")
register_converter(ResultsFormat, "results")

app_name = "ratings"
urlpatterns = [
    path("", views.home, name="home"),
    path("rounds/<round:address>/", views.round_overview, name="round"),
    path("rounds/<round:address>/results.<results:format_>", views.round_file, name="round-file"),
    path("rounds/<round:address>/<slug:member>/", views.member_scorecard, name="scorecard"),
    path("rounds/<round:address>/<slug:member>/figures/", views.member_figures, name="figures"),
    path(
        "rounds/<round:address>/<slug:member>/scorecard.pdf",
        views.scorecard_file,
        name="scorecard-file",
    ),
    path("schemes/", views.schemes, name="schemes"),
    path("schemes/<slug:code>/", views.scheme, name="scheme"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
]
