"""A request that comes again is answered as the first time, and nothing is done twice."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import Context, Template
from django.test import RequestFactory

from tcvm.foundation.once.answer import KeyUsed, answer_once
from tcvm.foundation.once.forget import KEPT_FOR, forget_old
from tcvm.foundation.once.forms import FIELD, once_only
from tcvm.foundation.once.models import Answered
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import PUBLIC, Viewer

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
Answer = Callable[[], HttpResponse]


def network(code: str = "moi") -> HttpResponse:
    """Does something that can be counted."""
    made = Network.objects.create(code=f"{code}-{Network.objects.count()}")
    return HttpResponse(made.code, status=201, headers={"Location": f"/{made.code}/"})


def ask(
    run: Answer = network, *, scope: str = "user:1", key: str = "k", digest: str = "d"
) -> HttpResponse:
    return answer_once(
        scope=scope,
        key=key,
        digest=digest,
        now=NOW,
        run=run,
        keep=lambda one: one.status_code < 400,
    )


@pytest.mark.django_db
def test_the_same_request_gets_the_same_answer() -> None:
    first, second = ask(), ask()
    assert Network.objects.count() == 1
    assert (second.content, second.status_code) == (first.content, 201)
    assert second["Location"] == first["Location"]


@pytest.mark.django_db
def test_another_key_or_another_person_is_another_request() -> None:
    for scope, key in (("user:1", "k"), ("user:1", "l"), ("user:2", "k")):
        ask(scope=scope, key=key)
    assert Network.objects.count() == 3


@pytest.mark.django_db
def test_a_key_used_for_something_else_is_refused() -> None:
    ask()
    with pytest.raises(KeyUsed):
        ask(digest="other")
    assert Network.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_leaves_the_key_free() -> None:
    assert ask(lambda: HttpResponse(status=422)).status_code == 422
    assert ask().status_code == 201


@pytest.mark.django_db
def test_what_broke_half_way_is_undone_and_may_be_asked_again() -> None:
    def breaks() -> HttpResponse:
        network()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(breaks)
    assert Network.objects.count() == 0
    assert ask().status_code == 201


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_it_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, where threads do not wait for each other")
    answers: list[bytes] = []
    start = threading.Barrier(4)

    def asking() -> None:
        try:
            start.wait()
            answers.append(ask().content)
        finally:
            connection.close()

    threads = [threading.Thread(target=asking) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Network.objects.count() == 1
    assert len(answers) == 4
    assert len(set(answers)) == 1


@pytest.mark.django_db
def test_old_answers_are_forgotten() -> None:
    ask()
    ask(key="new")
    Answered.objects.filter(key="k").update(answered_at=NOW - 2 * KEPT_FOR)
    Answered.objects.filter(key="new").update(answered_at=NOW + dt.timedelta(days=36_500))
    assert forget_old.func(None) == 1
    assert [one.key for one in Answered.objects.all()] == ["new"]


@once_only
def form(request: HttpRequest) -> HttpResponse:
    if request.POST.get("name") == "bad":
        return HttpResponse("say a name")
    return HttpResponseRedirect(network(request.POST.get("name", "x"))["Location"])


def press(viewer: Viewer = PUBLIC, **fields: object) -> HttpResponse:
    request = RequestFactory().post("/form/", fields)
    request.viewer = viewer
    return form(request)


@pytest.mark.django_db
def test_a_button_pressed_twice_counts_once() -> None:
    first, second = press(name="a", once="t"), press(name="a", once="t")
    assert first["Location"] == second["Location"]
    assert Network.objects.count() == 1


@pytest.mark.django_db
def test_going_back_and_putting_it_right_is_another_wish() -> None:
    assert press(name="bad", once="t").status_code == 200
    for name in ("a", "b"):
        press(name=name, once="t")
    press(name="a", once="t", file=SimpleUploadedFile("f", b"1"))
    press(name="a", once="t", file=SimpleUploadedFile("f", b"2"))
    press(Viewer("user:1", "Lan"), name="a", once="t")
    assert Network.objects.count() == 5


@pytest.mark.django_db
def test_a_form_without_a_token_is_carried_out_as_it_comes() -> None:
    for token in ("", "x" * 65):
        press(name="a", once=token)
    assert Network.objects.count() == 2
    assert Answered.objects.count() == 0


@pytest.mark.django_db
def test_a_file_can_still_be_read_after_it_was_looked_at() -> None:
    read: list[bytes] = []

    @once_only
    def reads(request: HttpRequest) -> HttpResponse:
        read.append(request.FILES["file"].read())
        return HttpResponseRedirect("/")

    request = RequestFactory().post("/", {"once": "t", "file": SimpleUploadedFile("f", b"abc")})
    request.viewer = PUBLIC
    reads(request)
    assert read == [b"abc"]


def test_each_showing_of_a_form_has_its_own_token() -> None:
    shown = Template("{% load once_tags %}{% once %}")
    first, second = (shown.render(Context()) for _ in range(2))
    assert first != second
    assert f'name="{FIELD}"' in first


@pytest.mark.django_db
def test_the_deed_and_its_answer_are_one() -> None:
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert (Network.objects.count(), Answered.objects.count()) == (0, 0)
