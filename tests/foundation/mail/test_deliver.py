"""What becomes of a message when the mail server is absent, refuses, or drops the line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tcvm.foundation.accounts.trail import actor_of
from tcvm.foundation.audit.actor import Actor
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.jobs.public import State as JobState
from tcvm.foundation.jobs.public import jobs
from tcvm.foundation.mail import deliver
from tcvm.foundation.mail.actions.send_again import NotSendable, send_again
from tcvm.foundation.mail.models import Failure, Message, State
from tests.actors import Actors
from tests.foundation.mail.conftest import NOW, SECRET, Tell
from tests.foundation.mail.server import USUAL, Server, serving
from tests.post import send_all

pytestmark = pytest.mark.django_db

Post = Callable[..., Server]


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server that answers as usual, except to the commands given."""
    running = []

    def started(**other: str | None) -> Server:
        serving_it = serving(lambda command: other.get(command, USUAL[command]))
        running.append(serving_it)
        server = serving_it.__enter__()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        return server

    yield started
    for one in running:
        one.__exit__(None, None, None)


def later() -> None:
    """Let what waits for another attempt be due."""
    for job in jobs().filter(row__status="READY"):
        job.row.run_after = timezone.now() - dt.timedelta(seconds=1)
        job.row.save(update_fields=["run_after"])


def test_a_message_goes_over_smtp_as_it_stands_in_the_outbox(post: Post, tell: Tell) -> None:
    server = post()
    tell()
    send_all()
    (got,) = server.got
    row = Message.objects.get()
    assert got["Message-ID"] == f"<{row.reference}@localhost>"
    assert (got["To"], got["From"]) == ("hanh@example.org", "tcvm@localhost")
    assert got.get_payload(decode=True).decode().replace("\r\n", "\n").strip() == row.body
    assert row.state == State.SENT


def test_a_server_that_is_absent_is_asked_again_until_it_is_given_up(
    post: Post, tell: Tell, settings: Any
) -> None:
    server = post()
    usual, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    tell()
    send_all()
    row = Message.objects.get()
    assert (row.state, row.attempts) == (State.WAITING, 1)
    assert row.answer
    # Not at once: nothing is due.
    send_all()
    assert Message.objects.get().attempts == 1
    settings.EMAIL_PORT = usual
    later()
    send_all()
    assert len(server.got) == 1
    assert Message.objects.get().state == State.SENT


def test_after_ten_attempts_it_is_given_up(post: Post, tell: Tell, settings: Any) -> None:
    post()
    settings.EMAIL_PORT = 1
    tell()
    for _ in range(deliver.ATTEMPTS_MAX):
        send_all()
        later()
    send_all()
    row = Message.objects.get()
    assert (row.state, row.failure) == (State.FAILED, Failure.UNREACHABLE)
    assert row.attempts == deliver.ATTEMPTS_MAX
    assert [one.state for one in jobs()] == [JobState.FAILED]


@pytest.mark.parametrize(
    ("command", "said"),
    [("RCPT", "450 later"), ("MAIL", "421 later"), ("DATA", "451 later"), (".", "452 full")],
)
def test_a_server_that_asks_for_patience_gets_it(
    post: Post, tell: Tell, command: str, said: str
) -> None:
    post(**{command: said})
    tell()
    send_all()
    row = Message.objects.get()
    assert (row.state, row.attempts) == (State.WAITING, 1)
    assert said[:3] in row.answer


@pytest.mark.parametrize(
    ("command", "said"),
    [("RCPT", "550 unknown"), ("MAIL", "553 not you"), ("DATA", "554 no"), (".", "554 spam")],
)
def test_a_refusal_is_not_asked_again(post: Post, tell: Tell, command: str, said: str) -> None:
    post(**{command: said})
    tell()
    send_all()
    row = Message.objects.get()
    assert (row.state, row.failure) == (State.FAILED, Failure.REFUSED)
    assert said[:3] in row.answer
    later()
    send_all()
    assert Message.objects.get().attempts == 1


def test_a_line_dropped_in_the_middle_is_not_tried_again(post: Post, tell: Tell) -> None:
    server = post(**{".": None})
    tell()
    send_all()
    row = Message.objects.get()
    assert (row.state, row.failure) == (State.FAILED, Failure.INTERRUPTED)
    later()
    send_all()
    # The server had it: a second attempt would have been a second message.
    assert len(server.got) == 1


def test_a_secret_is_forgotten_when_it_is_given_up(post: Post, tell_link: Tell) -> None:
    post(RCPT="550 unknown")
    tell_link()
    send_all()
    row = Message.objects.get()
    assert (row.failure, row.sealed) == (Failure.REFUSED, "")


def test_files_hold_what_would_have_been_sent(tell: Tell, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    tell()
    send_all()
    (file,) = tmp_path.iterdir()
    assert f"<{Message.objects.get().reference}@localhost>" in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_tried_again(
    tell: Tell, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    (tmp_path / "mail").touch()
    tell()
    send_all()
    assert Message.objects.get().state == State.WAITING


def test_the_console_shows_it(tell: Tell, settings: Any, capsys: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    tell()
    send_all()
    assert "To: hanh@example.org" in capsys.readouterr().out


def administrator(actors: Actors) -> Actor:
    return actor_of(actors.administrator)


def test_an_administrator_sends_a_failed_message_again_under_its_own_id(
    actors: Actors,
    tell: Tell,
    post: Post,
) -> None:
    server = post()
    server.answer = lambda command: "550 unknown" if command == "RCPT" else USUAL[command]
    tell(network=actors.network_a.pk)
    send_all()
    server.answer = USUAL.__getitem__
    row = Message.objects.get()
    viewer, actor = actors.viewer("administrator"), administrator(actors)
    send_again(key=row.pk, viewer=viewer, actor=actor, now=NOW)
    send_all()
    assert [one["Message-ID"] for one in server.got] == [f"<{row.reference}@localhost>"]
    again = Message.objects.get()
    assert (again.state, again.rounds) == (State.SENT, 2)
    entry = Entry.objects.latest("number")
    assert (entry.verb, entry.network) == ("message.sent_again", str(actors.network_a.pk))
    with pytest.raises(NotSendable):
        send_again(key=row.pk, viewer=viewer, actor=actor, now=NOW)


@pytest.mark.parametrize(
    "name", ["public", "clerk", "director", "auditor", "secretariat", "outsider"]
)
def test_nobody_else_sends_it_again(
    actors: Actors,
    tell: Tell,
    post: Post,
    name: str,
) -> None:
    post(RCPT="550 unknown")
    tell(network=actors.network_a.pk)
    send_all()
    with pytest.raises(Message.DoesNotExist):
        send_again(
            key=Message.objects.get().pk,
            viewer=actors.viewer(name),
            actor=administrator(actors),
            now=NOW,
        )
    assert Message.objects.get().state == State.FAILED


def test_a_secret_is_never_sent_again(
    actors: Actors,
    tell_link: Tell,
    post: Post,
) -> None:
    post(RCPT="550 unknown")
    tell_link(network=actors.network_a.pk)
    send_all()
    with pytest.raises(NotSendable):
        send_again(
            key=Message.objects.get().pk,
            viewer=actors.viewer("administrator"),
            actor=administrator(actors),
            now=NOW,
        )
    assert SECRET not in str(mail.outbox)
