"""All addresses: each under its language, `/vi/…` and `/en/…`; `/` leads to the reader's own."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tcvm.foundation.ui.views import choose_language, page_not_found, server_error

urlpatterns = [
    path("language/<slug:code>/", choose_language, name="choose-language"),
    *i18n_patterns(
        path("", include("tcvm.apps.ratings.web.urls")),
        path("", include("tcvm.apps.members.web.urls")),
        path("", include("tcvm.apps.exchange.web.urls")),
        path("", include("tcvm.foundation.accounts.web.urls")),
        path("account/", include("tcvm.foundation.accounts.web.entrance")),
    ),
]

handler404 = page_not_found
handler500 = server_error
