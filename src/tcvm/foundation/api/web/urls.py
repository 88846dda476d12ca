"""Addresses of tokens, and of the page that describes the API."""

from __future__ import annotations

from django.urls import path

from tcvm.foundation.api.web import reference, tokens

app_name = "tokens"
urlpatterns = [
    path("api/", reference.reference, name="reference"),
    path("me/tokens/", tokens.own, name="own"),
    path("people/network/<slug:network>/services/", tokens.network, name="network"),
    path(
        "people/organisation/<slug:organisation>/services/",
        tokens.organisation,
        name="organisation",
    ),
]
