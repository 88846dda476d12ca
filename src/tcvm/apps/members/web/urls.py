"""The room's addresses. None is public; what the viewer may not see answers 404."""

from __future__ import annotations

from django.urls import path

from tcvm.apps.members.web import views

app_name = "members"
urlpatterns = [
    path("registers/", views.home, name="home"),
    path("registers/<slug:register>/", views.register, name="register"),
    path("registers/<slug:register>/counts/", views.counts, name="counts"),
    path("registers/<slug:register>/members/<slug:member>/", views.member, name="member"),
]
