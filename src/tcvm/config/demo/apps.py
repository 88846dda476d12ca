"""The demo's pages as Django knows them; installed only where TCVM_DEMO is set."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Signing in as any of the demo's people."""

    name = "tcvm.config.demo"
    label = "demo"
