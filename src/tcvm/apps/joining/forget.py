"""Forget drafts that were never sent."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.apps.joining.models import Application, Draft, Link
from tcvm.foundation.jobs.public import Run, job

#: A draft that nobody has touched for so long is forgotten, with its papers and its links.
KEPT_DAYS = 30


@job(title=_("Forget applications that were never sent"))
def forget_drafts(context: Run) -> int:
    """Delete what was last changed more than KEPT_DAYS ago; returns how many drafts."""
    del context
    return forget_before(timezone.now() - dt.timedelta(days=KEPT_DAYS))


def forget_before(moment: dt.datetime) -> int:
    """Delete the drafts last changed before `moment`; those of sent applications stay."""
    with transaction.atomic():
        sent = Application.objects.values("thread")
        old = Draft.objects.filter(changed_at__lt=moment).exclude(thread__in=sent)
        threads = list(old.values_list("thread", flat=True))
        Link.objects.filter(thread__in=threads).delete()
        Draft.objects.filter(thread__in=threads).delete()
    return len(threads)
