"""The demo's pages as Django knows them; installed only where TCVM_DEMO is set."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.ui.context import Section


class DemoConfig(AppConfig):
    """Signing in as any of the demo's people."""

    name = "tcvm.config.demo"
    label = "demo"
    navigation = (Section("demo", "demo:people", _("Demo")),)
