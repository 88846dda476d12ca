"""Two programs at once: the same deed is done once, and of two updates one is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import close_old_connections, connection

from tcvm.foundation.tenancy.models import Organisation
from tests.actors import Actors, standing_actors
from tests.foundation.api.programs import Program, token_of
from tests.foundation.api.test_door import FACTS

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db: None) -> Actors:  # noqa: ARG001 - the tables
    """The standing actors, for all connections to see."""
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, where threads do not wait for each other")
    return standing_actors()


def at_once(*calls: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """What each call is answered; all begin together, each with a connection of its own."""
    gate, answers = threading.Barrier(len(calls)), []

    def run(call: Callable[[], HttpResponse]) -> None:
        try:
            gate.wait(timeout=20)
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    close_old_connections()
    return answers


def test_the_same_deed_sent_four_times_at_once_is_done_once(made: Actors) -> None:
    token = token_of(made.secretariat)
    answers = at_once(
        *(lambda: Program(token).post("/organisations", FACTS, key="once") for _ in range(4))
    )
    assert [one.status_code for one in answers] == [201] * 4
    assert len({one.content for one in answers}) == 1
    assert sum("Idempotency-Replayed" in one.headers for one in answers) == 3
    assert Organisation.objects.filter(name=FACTS["name_vi"]).count() == 1


def test_of_two_updates_of_one_version_one_is_refused(made: Actors) -> None:
    program = Program(token_of(made.secretariat))
    assert program.post("/organisations", FACTS | {"code": "quy"}).status_code == 201
    seen = program.get("/organisations/quy").headers["ETag"]
    answers = at_once(
        *(
            lambda street=street: Program(program.token).put(
                "/organisations/quy/profile", FACTS | {"street": street}, seen=seen
            )
            for street in ("1 Lê Lợi", "2 Lê Lợi")
        )
    )
    assert sorted(one.status_code for one in answers) == [200, 412]
    kept = next(one for one in answers if one.status_code == 200).json()["profile"]
    assert program.get("/organisations/quy").json()["profile"]["street"] == kept["street"]
