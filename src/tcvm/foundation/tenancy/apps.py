"""Tenancy as Django knows it."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Networks, organisations, and the viewer every query starts from."""

    name = "tcvm.foundation.tenancy"
    label = "tenancy"
