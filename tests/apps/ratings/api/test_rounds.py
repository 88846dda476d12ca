"""Rounds and scorecards through the API are those of the pages."""

import pytest

from tcvm.apps.ratings import public
from tests.actors import Actors, actors  # noqa: F401 - the fixture
from tests.foundation.api.programs import Program, program_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(actors: Actors) -> Program:  # noqa: F811 - the fixture
    """A clerk's program."""
    return program_of(actors.clerk, "ratings:read")


def test_rounds_are_those_published(program: Program) -> None:
    listed = program.get("/rounds").json()["items"]
    assert {(one["code"], one["revision"]) for one in listed} == {
        (one.code, one.revision) for one in public.summaries()
    }
    for one in public.summaries():
        shown = program.get(f"/rounds/{one.code}").json()
        assert shown["points_max"] == one.points_max
        assert shown["rated"] + shown["incomplete"] + shown["not_rated"] == len(one.members)
        assert program.get(f"/rounds/{one.code}?revision={one.revision}").status_code == 200
        assert program.get(f"/rounds/{one.code}?revision=9999").status_code == 404


def test_scorecards_say_what_each_member_came_to(program: Program) -> None:
    for one in public.summaries():
        listed = program.get(f"/rounds/{one.code}/scorecards?limit=200").json()["items"]
        assert [
            (card["name"], card["status"], card["points"], card["grade"], card["fee_vnd"])
            for card in listed
        ] == [(m.name, m.status.value, m.points, m.grade, m.fee_vnd) for m in one.members]
        for card in listed:
            shown = program.get(f"/rounds/{one.code}/scorecards/{card['slug']}").json()
            points = [score["points"] for score in shown["scores"]]
            if shown["status"] == "rated":
                assert sum(points) == shown["points"]
            else:
                assert shown["points"] is None


def test_a_round_or_a_member_that_is_not_there(program: Program) -> None:
    code = public.summaries()[0].code
    assert program.get("/rounds/no-such-round").status_code == 404
    assert program.get(f"/rounds/{code}/scorecards/nobody").status_code == 404
