"""A message is worded once, in both languages, and put into the outbox once for one event."""

import pytest
from django.core import mail
from django.db import transaction

from tcvm.foundation.jobs.models import Job
from tcvm.foundation.mail.compose import ContextIncomplete
from tcvm.foundation.mail.models import Failure, Message, State
from tcvm.foundation.mail.registry import all_messages
from tests.foundation.mail.conftest import CHANGED, LINK, SECRET, Tell
from tests.post import send_all

pytestmark = pytest.mark.django_db


def test_a_message_is_in_both_languages_the_persons_own_first(tell: Tell) -> None:
    tell()
    tell(locale="en", to="anh@example.org")
    send_all()
    vietnamese, english = sorted(mail.outbox, key=lambda one: one.to, reverse=True)
    assert vietnamese.subject.index("Quỹ Hoa Sen") < vietnamese.subject.index("Hoa Sen Fund")
    assert english.body.index("Hoa Sen Fund") < english.body.index("Quỹ Hoa Sen")
    # Plain text says what was given, and no `&amp;`.
    assert "Nguyễn Thị Hạnh & Con" in vietnamese.body
    assert vietnamese.extra_headers["Content-Language"] == "vi, en"
    assert vietnamese.extra_headers["Auto-Submitted"] == "auto-generated"
    assert not any(name.startswith(("List-", "Precedence")) for name in vietnamese.message())


def test_nobody_is_mailed_twice_for_one_event(tell: Tell) -> None:
    tell()
    tell(context={**dict.fromkeys(CHANGED.sample, "khác"), "until": CHANGED.sample["until"]})
    tell(to="  Hanh@Example.org ")
    send_all()
    tell()
    send_all()
    assert [one.to for one in mail.outbox] == [["hanh@example.org"]]
    tell(event="member:8")
    tell(to="anh@example.org")
    send_all()
    assert len(mail.outbox) == 3


def test_what_is_undone_is_not_sent(tell: Tell) -> None:
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    send_all()
    assert mail.outbox == []
    assert not Message.objects.exists()
    assert not Job.objects.exists()


def test_the_message_id_stays_that_of_the_row(tell: Tell) -> None:
    tell()
    send_all()
    row = Message.objects.get()
    assert mail.outbox[0].message()["Message-ID"] == f"<{row.reference}@localhost>"
    assert (row.state, row.attempts) == (State.SENT, 1)


@pytest.mark.parametrize("bad", ["", "hanh", "a@b@c", "a@example.org\nBcc: all@example.org"])
def test_an_address_that_is_none_is_seen_and_stops_nothing(tell: Tell, bad: str) -> None:
    tell(to=bad)
    send_all()
    assert mail.outbox == []
    row = Message.objects.get()
    assert (row.state, row.failure) == (State.FAILED, Failure.ADDRESS)
    assert "\n" not in row.recipient


def test_a_value_cannot_make_a_header(tell: Tell) -> None:
    context = dict(CHANGED.sample) | {"role": "kế toán\r\nBcc: all@example.org", "place": "x"}
    tell(context=context)
    send_all()
    written = mail.outbox[0].message()
    assert written["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject


def test_a_secret_is_kept_encrypted_and_only_until_it_is_sent(tell_link: Tell) -> None:
    tell_link()
    waiting = Message.objects.get()
    assert waiting.sealed
    assert SECRET not in f"{waiting.sealed}{waiting.body}{waiting.subject}"
    assert SECRET not in str(list(Job.objects.values("row__args_kwargs", "key")))
    send_all()
    assert mail.outbox[0].body.count(SECRET) == 2
    sent = Message.objects.get()
    assert (sent.state, sent.sealed, sent.body) == (State.SENT, "", "")


def test_a_key_that_was_changed_makes_a_secret_unreadable(
    tell_link: Tell, settings: object
) -> None:
    tell_link()
    settings.SECRET_KEY = "another-key-" * 5  # type: ignore[attr-defined]
    send_all()
    assert mail.outbox == []
    row = Message.objects.get()
    assert (row.failure, row.sealed) == (Failure.UNREADABLE, "")


def test_a_former_key_still_reads(tell_link: Tell, settings: object) -> None:
    tell_link()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another-key-" * 5  # type: ignore[attr-defined]
    send_all()
    assert SECRET in mail.outbox[0].body


def test_what_no_room_lists_or_is_not_whole_is_refused(tell: Tell) -> None:
    with pytest.raises(KeyError, match=r"tests\.unknown"):
        tell(message="tests.unknown")
    with pytest.raises(ContextIncomplete, match="link, place, role, until"):
        tell(context={"who": "x"})
    with pytest.raises(ValueError, match="not a language"):
        tell(locale="fr")
    with pytest.raises(ValueError, match="1 to 200"):
        tell(event="")
    assert not Message.objects.exists()


def test_every_message_is_named_once() -> None:
    codes = [one.code for one in all_messages()]
    assert {"accounts.invitation", CHANGED.code, LINK.code} <= set(codes)
    assert len(codes) == len(set(codes))
