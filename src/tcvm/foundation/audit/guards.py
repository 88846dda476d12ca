"""Whether the database still refuses changes of the trail.

A chain that is intact says that nothing was changed; guards that stand say that nothing could be,
by anyone who cannot remove them. On SQLite a later migration that rebuilds a table drops its
triggers without a word, which is another reason to look.
"""

from __future__ import annotations

from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections

_TRIGGERS: Final = (
    "audit_entry_no_update",
    "audit_entry_no_delete",
    "audit_entry_in_order",
    "audit_anchor_no_update",
    "audit_anchor_no_delete",
    "audit_anchor_of_entry",
    "audit_head_forward",
    "audit_head_no_delete",
    "audit_head_once",
)
#: TRUNCATE exists on PostgreSQL only.
_TRUNCATE: Final = (
    "audit_entry_no_truncate",
    "audit_anchor_no_truncate",
    "audit_head_no_truncate",
)
# Of a trigger only one that is enabled always and whose function can refuse counts.
_ON_POSTGRESQL: Final = """
    SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgenabled = 'A' AND p.prosrc LIKE '%RAISE EXCEPTION%'"""
_ON_SQLITE: Final = """
    SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"""


def missing_guards(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The triggers that should be in the database and are not, or are disabled; in order."""
    connection = connections[using]
    on_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(_ON_POSTGRESQL if on_postgresql else _ON_SQLITE)
        present = {name for (name,) in cursor.fetchall()}
    wanted = (*_TRIGGERS, *(_TRUNCATE if on_postgresql else ()))
    return [name for name in wanted if name not in present]
