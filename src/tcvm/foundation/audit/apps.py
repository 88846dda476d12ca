"""The audit trail as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Entries chained by hash, and the check of the chain."""

    name = "tcvm.foundation.audit"
    label = "audit"
