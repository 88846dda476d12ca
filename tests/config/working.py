"""`tcvm work` on the database of DATABASE_URL: run as a program, prints what came of its work."""

from __future__ import annotations

import datetime as dt
import json
import sys

import django


def main() -> dict[str, list[str]]:
    """Announce, put a message into the outbox from the handler, work, and report."""
    from click.testing import CliRunner
    from django.conf import settings
    from django.core.management import call_command
    from django.db import transaction

    from tcvm.config.work import work
    from tcvm.foundation.events.actions.announce import announce
    from tcvm.foundation.events.subscribers import Announced, Subscriber, only
    from tcvm.foundation.jobs.public import jobs
    from tcvm.foundation.mail.models import Message
    from tcvm.foundation.mail.public import send

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("migrate", verbosity=0)
    heard: list[str] = []

    def hear(event: Announced, *, now: dt.datetime) -> None:
        heard.append(event.name)
        send(
            message="accounts.password_changed",
            to="hanh@example.org",
            locale="vi",
            event=f"event:{event.number}",
            context={"ip": "127.0.0.1", "user_agent": "tests"},
            network=None,
            now=now,
        )

    with only(Subscriber("tests.hear", "ReturnAccepted", hear)):
        with transaction.atomic():
            announce(name="ReturnAccepted", payload={}, key="", at=dt.datetime.now(dt.UTC))
        result = CliRunner().invoke(work, ["--until-empty"], catch_exceptions=False)
    assert result.exit_code == 0
    return {
        "heard": heard,
        "jobs": [one.state.value for one in jobs()],
        "sent": [one.state for one in Message.objects.all()],
    }


if __name__ == "__main__":
    django.setup()
    json.dump(main(), sys.stdout)
