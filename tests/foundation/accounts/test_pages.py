"""What a person is told: on a page out of date, by mail when a credential changes, in a table."""

import datetime as dt
import logging

import pytest
from django.core import mail
from django.test import Client
from django.utils.translation import override

from tcvm.foundation.accounts.models import Counter
from tcvm.foundation.accounts.templatetags.account_words import browser, day, moment
from tcvm.foundation.audit.models import Entry
from tests.actors import PASSWORD, Actors
from tests.post import send_all

NEW = "bốn con gà nhặt thóc vàng"


@pytest.mark.django_db
def test_a_form_from_elsewhere_changes_nothing(actors: Actors) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/vi/account/sign-in/", {"login": actors.clerk.username, "password": PASSWORD}
    )
    assert answer.status_code == 403
    assert "Biểu mẫu đã quá hạn" in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_changed_password_is_told_in_both_languages_and_ends_other_sessions(
    actors: Actors,
) -> None:
    elsewhere, here = actors.client("clerk"), actors.client("clerk")
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post("/vi/account/password/", given)
    send_all()
    (message,) = mail.outbox
    assert message.to == [actors.clerk.email]
    assert message.subject == "Mật khẩu của bạn đã được đổi · Your password was changed"
    assert "If it was not you" in message.body
    assert "Nếu không phải bạn" in message.body
    assert here.get("/vi/me/").status_code == 200
    assert elsewhere.get("/vi/me/").status_code == 302
    assert Entry.objects.latest("number").verb == "password.changed"


@pytest.mark.django_db
def test_attempts_are_logged_without_what_was_typed_and_counted_for_all_processes(
    actors: Actors, caplog: pytest.LogCaptureFixture
) -> None:
    del actors
    typed = {"login": "mat-khau-o-nham-cho", "password": "sai rồi sai rồi"}
    with caplog.at_level(logging.WARNING, logger="tcvm.security"):
        Client().post("/vi/account/sign-in/", typed)
    assert "sign-in failed from 127.0.0.1" in caplog.text
    assert "nham" not in caplog.text
    assert Counter.objects.filter(cache_key__contains="login_failed").exists()


@pytest.mark.django_db
def test_who_is_refused_is_logged(actors: Actors, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="tcvm.security"):
        actors.client("clerk").get("/vi/upkeep/")
        actors.client("outsider").get(f"/vi/trail/{actors.network_a.code}/")
        actors.client("auditor").get(f"/vi/trail/{actors.network_a.code}/")
    clerk, outsider = (actors.viewer(name).identifier for name in ("clerk", "outsider"))
    assert caplog.messages == [
        f"upkeep.read refused to {clerk} from 127.0.0.1: forbidden",
        f"trail.read refused to {outsider} from 127.0.0.1: not found",
    ]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_table_shows_what_is_checked(client: Client, locale: str) -> None:
    text = client.get(f"/{locale}/permissions/").content.decode()
    expected = {"vi": "Mời người, cấp và kết thúc vai trò trong mạng lưới", "en": "Invite people"}
    assert expected[locale] in text


@pytest.mark.django_db
def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/vi/account/signup/").status_code == 404


def test_days_and_browsers_are_said_as_people_say_them() -> None:
    at = dt.datetime(2026, 11, 23, 18, 30, tzinfo=dt.UTC)
    with override("vi"):
        assert (day(at.date()), moment(at), day(None)) == ("23/11/2026", "24/11/2026, 01:30", "")
    with override("en"):
        assert day(at.date()) == "23 November 2026"
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130 Safari/537.36 Edg/130"
    assert browser(edge) == "Edge, Windows"
    assert browser("curl/8") == "curl/8"
