"""Addresses of upkeep."""

from __future__ import annotations

from django.urls import path

from tcvm.foundation.upkeep.web import events, home, jobs, messages, trail

app_name = "upkeep"
urlpatterns = [
    path("upkeep/", home.home, name="home"),
    path("mail/", messages.templates, name="messages"),
    path("mail/network/<slug:network>/", messages.outbox, name="outbox"),
    path("mail/<str:message>/", messages.preview, name="message"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:job>/", jobs.job, name="job"),
    path("events/", events.events, name="events"),
    path("trail/<slug:network>/", trail.trail, name="trail"),
    path("trail/<slug:network>/file/<slug:format>/", trail.file, name="trail-file"),
    path("history/<slug:kind>/<str:identifier>/", trail.history, name="history"),
]
