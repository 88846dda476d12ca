"""Cancelling, and the progress that readers see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from tcvm.foundation.jobs import claims
from tcvm.foundation.jobs.models import Job, JobStep
from tcvm.foundation.jobs.public import Run, State, cancel, progress_response
from tcvm.foundation.jobs.worker import Worker
from tests.foundation.jobs import sample
from tests.foundation.jobs.conftest import LEASE, Clock, now_of

pytestmark = pytest.mark.django_db
Ask = Callable[..., Job]


def test_a_waiting_job_is_cancelled_at_once(ask: Ask, worker: Worker, clock: Clock) -> None:
    job = ask(sample.nothing)
    cancel(job_id=job.pk, actor="person:2", now=clock())
    assert now_of(job).state is State.CANCELLED
    assert now_of(job).cancel_asked_by == "person:2"
    assert not worker.run_one()


@pytest.mark.parametrize(
    "point",
    [
        lambda run: run.checkpoint(),
        lambda run: run.progress(1, 3),
        lambda run: run.once("second", lambda: pytest.fail("an effect after the cancel")),
    ],
)
def test_a_running_job_stops_at_its_next_point(
    ask: Ask, worker: Worker, clock: Clock, point: Callable[[Run], object]
) -> None:
    job = ask(sample.scripted)

    def asked_to_stop(run: Run) -> None:
        run.once("first", lambda: None)
        cancel(job_id=job.pk, actor="person:2", now=clock())
        assert now_of(job).state is State.CANCELLING

    sample.SCRIPT[:] = [asked_to_stop, point, lambda _: pytest.fail("went on")]
    assert worker.run_one()
    assert now_of(job).state is State.CANCELLED
    assert [one.name for one in JobStep.objects.all()] == ["first"]
    assert not worker.run_one()


def test_a_cancelled_job_of_a_dead_worker_is_not_started_again(ask: Ask, clock: Clock) -> None:
    job = ask(sample.nothing)
    claims.claim(worker="dead", now=clock(), lease=LEASE)
    cancel(job_id=job.pk, actor="person:2", now=clock())
    clock.time += LEASE
    assert claims.claim(worker="second", now=clock(), lease=LEASE) is None
    assert (now_of(job).state, now_of(job).attempts) == (State.CANCELLED, 1)


def test_a_failure_after_the_cancel_is_not_retried(ask: Ask, worker: Worker, clock: Clock) -> None:
    job = ask(sample.scripted)

    def fail_when_asked(run: Run) -> None:
        cancel(job_id=job.pk, actor="person:2", now=clock())
        raise RuntimeError(run.attempt)

    sample.SCRIPT[:] = [fail_when_asked]
    worker.run_one()
    assert now_of(job).state is State.CANCELLED


def test_what_is_done_cannot_be_cancelled(ask: Ask, worker: Worker, clock: Clock) -> None:
    job = ask(sample.nothing)
    worker.run_one()
    assert cancel(job_id=job.pk, actor="person:2", now=clock()).state is State.DONE
    assert now_of(job).cancel_asked_at is None


def test_progress_is_written_now_and_then_and_at_the_end(
    ask: Ask, worker: Worker, clock: Clock
) -> None:
    job, written = ask(sample.scripted), []

    def count(run: Run) -> None:
        for row in range(1, 1001):
            clock.forward(milliseconds=10)
            run.progress(row, 1000)
            if not written or now_of(job).done != written[-1]:
                written.append(now_of(job).done)

    sample.SCRIPT[:] = [count]
    worker.run_one()
    assert written == [1, *range(51, 1000, 50), 1000]


def request_for(method: str = "GET", *, htmx: bool = True) -> HttpRequest:
    headers = {"HX-Request": "true"} if htmx else {}
    return RequestFactory().generic(method, "/vi/import/1/", headers=headers)


def page(job: Job, request: HttpRequest, *, permitted: bool = True) -> str:
    answer = progress_response(
        request, job_id=job.pk, permitted=lambda _: permitted, actor="person:2"
    )
    assert answer["Cache-Control"] == "no-store"
    assert answer["Vary"].startswith("HX-Request")
    return answer.content.decode()


def test_the_fragment_asks_again_until_the_job_is_finished(ask: Ask, clock: Clock) -> None:
    job = ask(sample.parts, name="a", count=0, pause_s=0)
    claimed = claims.claim(worker="w", now=clock(), lease=LEASE)
    assert claimed is not None
    run = Run(claimed, now=clock, lease=LEASE)
    run.progress(1_250, 30_000, "sample.part", part=3, parts=9)
    with override("vi"):
        shown = page(job, request_for())
    assert 'hx-trigger="every 2s"' in shown
    assert "Đang chạy" in shown
    assert "Part 3 of 9" in shown
    assert "1.250 trên 30.000" in shown
    assert 'value="1250" max="30000"' in shown
    assert "Dừng tác vụ" in shown
    claims.succeed(job_id=job.pk, attempt=1, result=0, now=clock())
    with override("en"):
        shown = page(job, request_for())
    assert "Done" in shown
    assert "hx-trigger" not in shown
    assert "Stop the job" not in shown


def test_the_page_stands_without_script(ask: Ask) -> None:
    job = ask(sample.nothing)
    with override("en"):
        shown = page(job, request_for(htmx=False))
    assert "<h1>Nothing</h1>" in shown
    assert "Show the present state" in shown


def test_posting_cancels(ask: Ask) -> None:
    job = ask(sample.nothing)
    with override("en"):
        assert "Cancelled" in page(job, request_for("POST"))
    assert now_of(job).cancel_asked_by == "person:2"


def test_progress_says_no_more_once_the_job_is_cancelled(ask: Ask, clock: Clock) -> None:
    job = ask(sample.parts, name="a", count=0, pause_s=0)
    claimed = claims.claim(worker="w", now=clock(), lease=LEASE)
    assert claimed is not None
    Run(claimed, now=clock, lease=LEASE).progress(3, 9, "sample.part", part=3, parts=9)
    claims.stop(job_id=job.pk, attempt=1, now=clock())
    with override("vi"):
        shown = page(job, request_for())
    assert "Part 3 of 9" not in shown
    assert "3 trên 9" not in shown
    assert "Những phần đã thực hiện trước đó vẫn được giữ nguyên." in shown


@pytest.mark.parametrize(("locale", "again"), [("vi", "sẽ được chạy lại"), ("en", "tried again")])
def test_a_reader_learns_that_it_will_be_tried_again(
    ask: Ask, worker: Worker, locale: str, again: str
) -> None:
    job = ask(sample.fails)
    with override(locale):
        assert again not in page(job, request_for())
        worker.run_one()
        assert again in page(job, request_for())


def test_a_refusal_is_shown_in_the_kinds_own_words(ask: Ask, worker: Worker) -> None:
    job = ask(sample.refuses)
    worker.run_one()
    with override("en"):
        assert "No figures" in page(job, request_for())


def test_a_job_of_others_is_not_there(ask: Ask) -> None:
    job = ask(sample.nothing)
    with pytest.raises(Http404):
        page(job, request_for("POST"), permitted=False)
    assert now_of(job).state is State.WAITING


def test_the_text_of_an_error_is_not_shown_to_readers(
    ask: Ask, worker: Worker, clock: Clock
) -> None:
    job = ask(sample.fails)
    for _ in range(4):
        worker.run_one()
        clock.forward(hours=2)
    with override("vi"):
        shown = page(job, request_for())
    assert "Không hoàn thành được tác vụ" in shown
    assert "attempt 4" not in shown
