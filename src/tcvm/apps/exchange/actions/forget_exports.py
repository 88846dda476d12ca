"""Forget exports some days after they were asked for; that they were stays known."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.exchange.models import Export
from tcvm.foundation.files.passing import take_away
from tcvm.foundation.jobs.public import Run, job

#: Long enough to fetch a file over a weekend, short enough for personal data to lie about.
KEPT = dt.timedelta(days=7)


@job(title=_("Forgetting of old exports"))
def forget_exports(context: Run) -> dict[str, int]:
    """Take away every file whose days are over; one already gone is marked all the same."""
    now = timezone.now()
    old = Export.objects.filter(asked_at__lte=now - KEPT, forgotten_at=None).exclude(address="")
    count = 0
    for one in old:
        take_away(one.address)
        context.once(
            f"export-{one.pk}",
            lambda one=one: Export.objects.filter(pk=one.pk).update(  # type: ignore[misc]
                address="", forgotten_at=now
            ),
        )
        count += 1
    return {"forgotten": count}
