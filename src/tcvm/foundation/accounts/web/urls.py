"""Addresses of one's own page, of people and roles, and of changes that wait."""

from __future__ import annotations

from django.urls import path

from tcvm.foundation.accounts.web import (
    changes,
    delegations,
    home,
    invitation,
    own,
    people,
    table,
)

app_name = "accounts"
urlpatterns = [
    path("me/", home.home, name="home"),
    path("me/waiting/", home.waiting, name="waiting"),
    path("me/changed/", home.changed, name="changed"),
    path("me/roles/", own.roles, name="roles"),
    path("me/sessions/", own.sessions, name="sessions"),
    path("me/delegations/", delegations.delegations, name="delegations"),
    path("people/network/<slug:network>/", people.network, name="network"),
    path("people/organisation/<slug:organisation>/", people.organisation, name="organisation"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:key>/", changes.change, name="change"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("permissions/", table.permissions, name="permissions"),
]
