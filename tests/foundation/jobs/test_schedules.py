"""What comes round: when it is due, and that each occurrence is asked for once."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from tcvm.foundation.jobs.models import ScheduleMark
from tcvm.foundation.jobs.public import Daily, Every, Monthly, Scheduled, jobs
from tcvm.foundation.jobs.recurrence import Rule
from tcvm.foundation.jobs.schedules import all_scheduled, enqueue_due
from tcvm.foundation.jobs.worker import Worker
from tests.foundation.jobs.conftest import NOON, Clock

KIND = "tests.foundation.jobs.sample.nothing"
HOURLY = Scheduled("hourly", KIND, Every(dt.timedelta(hours=1)))


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("rule", "now", "latest"),
    [
        # 07:30 in Hà Nội is half past midnight in UTC.
        (Daily(dt.time(7, 30)), utc(2026, 11, 22, 0, 29), utc(2026, 11, 21, 0, 30)),
        (Daily(dt.time(7, 30)), utc(2026, 11, 22, 0, 30), utc(2026, 11, 22, 0, 30)),
        (Daily(dt.time(2, 0)), utc(2026, 11, 22, 18, 0), utc(2026, 11, 21, 19, 0)),
        (Monthly(31, dt.time(0)), utc(2027, 3, 1), utc(2027, 2, 27, 17)),
        (Monthly(31, dt.time(0)), utc(2027, 2, 27, 16), utc(2027, 1, 30, 17)),
        (Monthly(1, dt.time(12)), utc(2027, 1, 1, 4), utc(2026, 12, 1, 5)),
        (Every(dt.timedelta(minutes=15)), utc(2026, 11, 22, 5, 44), utc(2026, 11, 22, 5, 30)),
    ],
)
def test_the_latest_occurrence(rule: Rule, now: dt.datetime, latest: dt.datetime) -> None:
    assert rule.latest(now) == latest


RULES = st.one_of(
    st.builds(Daily, st.times().map(lambda time: time.replace(fold=0))),
    st.builds(Monthly, st.integers(1, 31), st.times().map(lambda time: time.replace(fold=0))),
    st.builds(Every, st.timedeltas(dt.timedelta(seconds=1), dt.timedelta(days=40))),
)
MOMENTS = st.integers(0, 20 * 366 * 24 * 3600 * 10**6).map(
    lambda microseconds: utc(2020, 1, 1) + dt.timedelta(microseconds=microseconds)
)


@given(RULES, MOMENTS)
def test_an_occurrence_is_past_and_stays_the_latest_until_the_next(
    rule: Rule, now: dt.datetime
) -> None:
    due = rule.latest(now)
    assert due <= now
    assert rule.latest(due) == due
    assert rule.latest(due - dt.timedelta(microseconds=1)) < due


@pytest.mark.django_db
def test_a_schedule_begins_with_its_next_occurrence(clock: Clock) -> None:
    clock.forward(minutes=10)
    assert enqueue_due(scheduled=[HOURLY], now=clock()) == 0
    clock.forward(minutes=49)
    assert enqueue_due(scheduled=[HOURLY], now=clock()) == 0
    clock.forward(minutes=1)
    assert enqueue_due(scheduled=[HOURLY], now=clock()) == 1
    assert enqueue_due(scheduled=[HOURLY], now=clock()) == 0
    job = jobs().get()
    assert (job.asked_by, job.key) == (
        "schedule:hourly",
        "schedule:hourly:2026-11-22T06:00:00+00:00",
    )


@pytest.mark.django_db
def test_of_missed_occurrences_the_latest_is_caught_up(clock: Clock) -> None:
    enqueue_due(scheduled=[HOURLY], now=clock())
    clock.forward(days=3, minutes=5)
    assert enqueue_due(scheduled=[HOURLY], now=clock()) == 1
    assert jobs().get().key.endswith("2026-11-25T05:00:00+00:00")


@pytest.mark.django_db
def test_two_workers_that_look_at_once_ask_once(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second read the marks before the first wrote them."""
    enqueue_due(scheduled=[HOURLY], now=clock())
    clock.forward(hours=1)
    enqueue_due(scheduled=[HOURLY], now=clock())
    monkeypatch.setattr(
        type(ScheduleMark.objects.all()), "values_list", lambda *_: [("hourly", NOON)]
    )
    assert enqueue_due(scheduled=[HOURLY], now=clock()) == 0
    assert jobs().count() == 1


@pytest.mark.django_db
def test_the_worker_looks_after_the_schedules(clock: Clock, worker: Worker) -> None:
    monthly = Scheduled("monthly", KIND, Monthly(22, dt.time(13)))
    worker._scheduled = (monthly,)
    worker.run(until_empty=True)
    clock.forward(hours=1)
    worker.run(until_empty=True)
    assert [one.state for one in jobs()] == ["done"]


def test_rooms_name_their_schedules(monkeypatch: pytest.MonkeyPatch) -> None:
    room = apps.get_app_config("jobs")
    monkeypatch.setattr(room, "scheduled", (HOURLY,), raising=False)
    assert HOURLY in all_scheduled()
    monkeypatch.setattr(room, "scheduled", (HOURLY, HOURLY))
    with pytest.raises(ValueError, match="hourly"):
        all_scheduled()


def test_what_is_scheduled_can_be_listed_before_any_table_is_there() -> None:
    """An AppConfig is read before the models are."""
    code = "import sys; import tcvm.foundation.jobs.recurrence; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "tcvm.foundation.jobs.models" not in run.stdout.split()
