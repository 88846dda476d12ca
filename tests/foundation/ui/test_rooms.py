"""What waits and what is found: gathered from the rooms that say so, in a good order."""

import datetime as dt

import pytest
from django.apps import apps

from tcvm.foundation.tenancy.viewer import PUBLIC, Viewer
from tcvm.foundation.ui import finding, waiting
from tcvm.foundation.ui.finding import FOUND_MAX, Found, found_by
from tcvm.foundation.ui.waiting import Waiting, waiting_for

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
LAN = Viewer("user:1", "Lan")


def day(number: int) -> dt.date:
    return dt.date(2026, 11, number)


def waits(viewer: Viewer, now: dt.datetime) -> list[Waiting]:
    assert now == NOW
    if viewer.is_public:
        return []
    return [
        Waiting("no day", "/d/"),
        Waiting("waits since the 2nd", "/b/", since=day(2)),
        Waiting("due on the 9th", "/a/", due=day(9)),
        Waiting("waits since the 1st", "/c/", since=day(1)),
    ]


def finds(viewer: Viewer, words: tuple[str, ...], today: dt.date) -> list[Found]:
    del viewer, today
    return [
        Found(f"{words[0]} {number:02}", "/", "Member", rank=number % 2) for number in range(30)
    ]


@pytest.fixture
def _rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = list(apps.get_app_configs())
    for room in rooms:
        monkeypatch.setattr(room, "waiting", (), raising=False)
        monkeypatch.setattr(room, "findable", (), raising=False)
    monkeypatch.setattr(rooms[0], "waiting", (f"{__name__}.waits",))
    monkeypatch.setattr(rooms[0], "findable", (f"{__name__}.finds",))
    monkeypatch.setattr(waiting, "import_string", {f"{__name__}.waits": waits}.__getitem__)
    monkeypatch.setattr(finding, "import_string", {f"{__name__}.finds": finds}.__getitem__)


@pytest.mark.usefixtures("_rooms")
def test_what_is_due_comes_first_then_what_has_waited_longest() -> None:
    assert [one.href for one in waiting_for(LAN, NOW)] == ["/a/", "/c/", "/b/", "/d/"]
    assert waiting_for(PUBLIC, NOW) == []


@pytest.mark.usefixtures("_rooms")
def test_of_each_room_only_so_much_is_found_and_the_best_first() -> None:
    found = found_by(LAN, ("hoa",), day(1))
    assert len(found) == FOUND_MAX
    assert [one.rank for one in found] == [0] * 10 + [1] * 10
    assert found_by(LAN, (), day(1)) == []
