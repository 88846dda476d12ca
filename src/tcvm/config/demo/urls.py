"""Addresses of the demo's own pages."""

from __future__ import annotations

from django.urls import path

from tcvm.config.demo import pages

app_name = "demo"
urlpatterns = [
    path("", pages.people, name="people"),
    path("enter/", pages.enter, name="enter"),
]
