"""What the `tcvm audit` command says, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.foundation.audit.chain import Link


def verdict(entries: int, findings: int, link: Link) -> str:
    """How a check ended: how much was read, what was found, and where the chain ends."""
    read = ngettext("%(count)s entry read.", "%(count)s entries read.", entries) % {
        "count": entries
    }
    if findings:
        found = ngettext("%(count)s finding.", "%(count)s findings.", findings) % {
            "count": findings
        }
        return f"{read} {found}"
    if not entries:
        empty = _("The trail is empty.")
        return f"{read} {empty}"
    intact = _("The chain is intact. It ends with entry %(number)s, hash %(hash)s.") % {
        "number": link.number,
        "hash": link.hash,
    }
    return f"{read} {intact}"
