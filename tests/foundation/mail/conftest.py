"""A room's messages, for the tests: what stands in `messages` of its AppConfig."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps

from tcvm.domain.text import Text
from tcvm.foundation.mail.public import MailTemplate, send
from tests.actors import actors  # noqa: F401 - the fixture

NOW = dt.datetime(2026, 11, 22, 5, 0, tzinfo=dt.UTC)

CHANGED = MailTemplate(
    code="tests.changed",
    name="A change",
    subject_template="accounts/mail/invitation_subject.txt",
    body_template="accounts/mail/invitation.txt",
    sample={"who": "", "role": "", "place": "", "link": "", "until": NOW},
)
LINK = MailTemplate(
    code="tests.link",
    name="A link",
    subject_template="accounts/mail/sentence_subject.txt",
    body_template="accounts/mail/reset.txt",
    sample={"username": "", "password_reset_url": ""},
    fixed={"sentence": "A link"},
    secret=True,
)
SECRET = "https://tcvm.example.org/vi/only-for-you"


@pytest.fixture(autouse=True)
def _messages() -> Iterator[None]:
    room = apps.get_app_config("mail")
    room.messages = (CHANGED, LINK)
    yield
    del room.messages


Tell = Callable[..., None]


@pytest.fixture
def tell() -> Tell:
    """Send the message `tests.changed` to a clerk; whatever is given is said instead."""

    def told(**given: object) -> None:
        usual = {
            "message": CHANGED.code,
            "to": "hanh@example.org",
            "locale": "vi",
            "event": "member:7",
            "context": {
                "who": "Nguyễn Thị Hạnh & Con",
                "role": "kế toán",
                "place": Text("Quỹ Hoa Sen", "Hoa Sen Fund"),
                "link": "https://tcvm.example.org/vi/",
                "until": NOW,
            },
            "network": None,
            "now": NOW,
        }
        send(**(usual | given))  # type: ignore[arg-type]

    return told


@pytest.fixture
def tell_link() -> Tell:
    """Send the secret message `tests.link`."""

    def told(**given: object) -> None:
        usual = {
            "message": LINK.code,
            "to": "hanh@example.org",
            "locale": "vi",
            "event": "link:1",
            "context": {"username": "hanh", "password_reset_url": SECRET},
            "network": None,
            "now": NOW,
        }
        send(**(usual | given))  # type: ignore[arg-type]

    return told
