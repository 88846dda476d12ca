"""Several processes that record at once. `python -m tests.foundation.audit.writers COUNT EACH`"""

from __future__ import annotations

import json
import os
import random
import sys

import django


def write(seed: int, times: int) -> None:
    """Record `times` entries; take a third of them back."""
    from django.db import connections, transaction

    from tests.foundation.audit.entries import recorded

    chance = random.Random(seed)
    for turn in range(times):
        with transaction.atomic():
            recorded(turn, reason=f"{seed}")
            transaction.set_rollback(chance.random() < 1 / 3)
    connections.close_all()


def main(count: int, times: int) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from tcvm.foundation.audit.check import check, findings_of
    from tcvm.foundation.audit.models import Entry

    call_command("migrate", "audit", verbosity=0)
    connections.close_all()
    writers = []
    for seed in range(count):
        child = os.fork()
        if not child:
            status = 1
            try:
                write(seed, times)
                status = 0
            finally:
                os._exit(status)
        writers.append(child)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in writers]
    walk = check()
    findings = [str(one) for one in findings_of(walk)]
    by = sorted(set(Entry.objects.values_list("reason", flat=True)))
    numbers = list(Entry.objects.values_list("number", flat=True))
    said = {"ended": ended, "findings": findings, "numbers": numbers, "by": by}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
