"""Forget answers that nobody will ask for again."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tcvm.foundation.jobs.public import Run, job
from tcvm.foundation.once.models import Answered

#: A request that comes again later than this is a new one.
KEPT_FOR = dt.timedelta(days=7)


@job(title=_("Forget requests answered long ago"))
def forget_old(context: Run) -> int:
    """Delete what is older than KEPT_FOR; returns how many."""
    del context
    count, _by_model = Answered.objects.filter(answered_at__lt=timezone.now() - KEPT_FOR).delete()
    return count
