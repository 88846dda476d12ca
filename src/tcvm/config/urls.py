"""All addresses: each under its language, `/vi/…` and `/en/…`; `/` leads to the reader's own."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, register_converter

from tcvm.foundation.api.door import Anything, door
from tcvm.foundation.api.web.description import description
from tcvm.foundation.ui import design
from tcvm.foundation.ui.views import choose_language, page_not_found, server_error

register_converter(Anything, "anything")

urlpatterns = [
    path("language/<slug:code>/", choose_language, name="choose-language"),
    path("api/v1/openapi.json", description, name="api-description"),
    path("api/v1/<anything:rest>", door, name="api-door"),
    *i18n_patterns(
        path("", include("tcvm.apps.ratings.web.urls")),
        path("", include("tcvm.apps.members.web.urls")),
        path("", include("tcvm.apps.exchange.web.urls")),
        path("", include("tcvm.apps.joining.web.urls")),
        path("", include("tcvm.foundation.accounts.web.urls")),
        path("", include("tcvm.foundation.upkeep.web.urls")),
        path("", include("tcvm.foundation.search.urls")),
        path("design/", design.design, name="design"),
        path("design/dialog/", design.dialog, name="design-dialog"),
        path("", include("tcvm.foundation.api.web.urls")),
        path("account/", include("tcvm.foundation.accounts.web.entrance")),
        *([path("demo/", include("tcvm.config.demo.urls"))] if settings.DEMO else []),
    ),
]

handler404 = page_not_found
handler500 = server_error
