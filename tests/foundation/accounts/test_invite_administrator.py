"""The command by which a network's first administrator comes in."""

import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from tests.actors import Actors
from tests.post import send_all

pytestmark = pytest.mark.django_db


def test_it_prints_and_sends_a_link_that_opens(actors: Actors) -> None:
    said = io.StringIO()
    call_command(
        "invite_administrator",
        actors.network_b.code,
        "nga@example.org",
        "Lý Thị Nga",
        site="https://tcvm.example.org/",
        stdout=said,
    )
    link = said.getvalue().strip()
    assert link.startswith("https://tcvm.example.org/vi/invitation/")
    send_all()
    (message,) = mail.outbox
    assert message.to == ["nga@example.org"]
    assert "Quản trị viên" in message.body
    assert "Administrator" in message.body
    assert message.body.count(link) == 2
    page = Client().get(link.removeprefix("https://tcvm.example.org"))
    assert "Lý Thị Nga" in page.content.decode()


@pytest.mark.usefixtures("actors")
def test_a_network_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="no network 'none'"):
        call_command("invite_administrator", "none", "x@example.org", "X", site="https://x")
