"""The room's addresses: under `join` and `application` for all, under `applications` for staff."""

from __future__ import annotations

from django.urls import path

from tcvm.apps.joining.web import applicant, entrance, intake, papers, queue, review

app_name = "joining"
urlpatterns = [
    path("join/", entrance.home, name="home"),
    path("join/<slug:network>/", entrance.start, name="start"),
    path("application/<str:token>/", applicant.application, name="application"),
    path("application/<str:token>/files/<uuid:file>/", papers.own, name="own-file"),
    path("application/<str:token>/<slug:part>/", applicant.part, name="part"),
    path("applications/<slug:network>/", queue.queue, name="queue"),
    path("applications/<slug:network>/intake/", intake.intake, name="intake"),
    path("applications/<slug:network>/<slug:number>/", review.review, name="review"),
    path("applications/<slug:network>/<slug:number>/remarks/", review.remark, name="remark"),
    path("applications/<slug:network>/<slug:number>/decision/", review.decide, name="decide"),
    path(
        "applications/<slug:network>/<slug:number>/files/<uuid:file>/",
        papers.of_application,
        name="file",
    ),
]
