"""What administrators and auditors see and do in the upkeep of their network, and nobody else."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core import mail

from tcvm.foundation.audit import vocabulary
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.events.models import Delivery, State
from tcvm.foundation.jobs.public import State as JobState
from tcvm.foundation.jobs.public import cancel, jobs
from tcvm.foundation.mail.models import Failure, Message
from tcvm.foundation.mail.registry import all_messages
from tests.actors import NAMES, Actors
from tests.foundation.upkeep import conftest
from tests.foundation.upkeep.conftest import MEMBER, NOW, a_failed_message, a_job, entry
from tests.post import send_all

pytestmark = pytest.mark.django_db


def page(actors: Actors, name: str, address: str) -> str:
    answer = actors.client(name).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_upkeep_begins_with_what_went_wrong(actors: Actors, dead: Delivery) -> None:
    a_failed_message(actors.network_a.pk)
    a_failed_message(actors.network_b.pk, recipient="other@example.org")
    a_job("user:0", actors.network_a.pk)
    send_all()
    del dead
    said = page(actors, "administrator", "/en/upkeep/")
    assert "1 not sent" in said
    assert "1 failed" in said
    assert "1 given up" in said
    assert "Network B" not in said
    only_reads = page(actors, "auditor", "/en/upkeep/")
    assert "Audit trail" in only_reads
    assert "not sent" not in only_reads
    assert "Dead letters" not in only_reads


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_message_can_be_looked_at(actors: Actors, locale: str) -> None:
    client = actors.client("administrator")
    listed = client.get(f"/{locale}/mail/").content.decode()
    for one in all_messages():
        assert f"/{locale}/mail/{one.code}/" in listed
        answer = client.get(f"/{locale}/mail/{one.code}/")
        assert answer.status_code == 200, one.code
    assert client.get(f"/{locale}/mail/none.such/").status_code == 404


def test_a_preview_is_the_message_as_it_arrives(actors: Actors) -> None:
    said = page(actors, "auditor", "/en/mail/accounts.invitation/")
    to_vietnamese, to_english = said.split('id="as-en"')
    assert to_vietnamese.index("Kính gửi") < to_vietnamese.index("Dear Nguyễn Thị Hạnh")
    assert to_english.index("Dear Nguyễn Thị Hạnh") < to_english.index("Kính gửi")


def test_an_administrator_sees_their_networks_outbox_and_sends_again(actors: Actors) -> None:
    row = a_failed_message(actors.network_a.pk)
    a_failed_message(actors.network_b.pk, recipient="other@example.org")
    a_failed_message(None, recipient="nobodys@example.org")
    address = f"/en/mail/network/{actors.network_a.code}/"
    said = page(actors, "administrator", address)
    assert "hanh@example.org" in said
    assert "550 unknown" in said
    assert "other@example.org" not in said
    assert "nobodys@example.org" not in said
    assert "hanh@example.org" not in page(actors, "administrator", f"{address}?state=sent")
    client = actors.client("administrator")
    answer = client.post(address, {"message": row.pk}, follow=True)
    assert "waits to be sent again" in answer.content.decode()
    send_all()
    assert [one.to for one in mail.outbox] == [["hanh@example.org"]]
    again = client.post(address, {"message": row.pk}, follow=True)
    assert "not one that can be sent again" in again.content.decode()


def test_a_message_of_another_network_is_not_there(actors: Actors) -> None:
    foreign = a_failed_message(actors.network_b.pk)
    address = f"/en/mail/network/{actors.network_a.code}/"
    for key in (foreign.pk, 0, "x", ""):
        answer = actors.client("administrator").post(address, {"message": key})
        assert answer.status_code == 404
    assert Message.objects.get().state == "failed"


@pytest.mark.parametrize(
    "other", [{"secret": True, "body": ""}, {"failure": Failure.ADDRESS}, {"recipient": "x"}]
)
def test_what_cannot_go_again_has_no_button(actors: Actors, other: dict[str, object]) -> None:
    a_failed_message(actors.network_a.pk, **other)
    said = page(actors, "administrator", f"/en/mail/network/{actors.network_a.code}/")
    assert ("Send again" in said) is (other == {"recipient": "x"})


def test_a_person_sees_their_own_jobs_and_an_administrator_their_networks(actors: Actors) -> None:
    own = a_job(actors.viewer("clerk").identifier)
    networks = a_job(actors.viewer("secretariat").identifier, actors.network_a.pk)
    seen = {
        name: {
            which
            for which, one in (("own", own), ("networks", networks))
            if actors.client(name).get(f"/en/jobs/{one.pk}/").status_code == 200
        }
        for name in NAMES
    }
    expected: dict[str, set[str]] = {name: set() for name in NAMES}
    assert seen == expected | {
        "clerk": {"own"},
        "secretariat": {"networks"},
        "administrator": {"networks"},
    }
    assert "asked for by you" in page(actors, "clerk", "/en/jobs/")
    assert str(networks.pk) in page(actors, "administrator", "/en/jobs/?state=waiting")
    assert str(networks.pk) not in page(actors, "administrator", "/en/jobs/?state=done")
    assert str(networks.pk) not in page(actors, "outsider", "/en/jobs/")


def test_a_job_that_failed_runs_again_for_who_asked(
    actors: Actors, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = a_job(actors.viewer("clerk").identifier)
    client, address = actors.client("clerk"), f"/en/jobs/{one.pk}/"
    early = client.post(address, {"do": "retry"}, follow=True).content.decode()
    assert "has not failed" in early
    send_all()
    assert "Run it again" in client.get(address).content.decode()
    assert actors.client("stranger").post(address, {"do": "retry"}).status_code == 404
    assert jobs().get().state is JobState.FAILED
    monkeypatch.setattr(conftest, "ready", [True])
    client.post(address, {"do": "retry"})
    send_all()
    assert jobs().get().state is JobState.DONE


def test_a_waiting_job_is_stopped_by_who_asked_and_nobody_else(actors: Actors) -> None:
    one = a_job(actors.viewer("clerk").identifier)
    address = f"/en/jobs/{one.pk}/"
    assert actors.client("director").post(address).status_code == 404
    assert jobs().get().state is JobState.WAITING
    actors.client("clerk").post(address)
    assert jobs().get().state is JobState.CANCELLED
    assert cancel(job_id=one.pk, actor="user:0", now=NOW).cancel_asked_by == (
        actors.viewer("clerk").identifier
    )


def test_a_dead_letter_is_shown_to_its_networks_administrator(
    actors: Actors, dead: Delivery
) -> None:
    said = page(actors, "administrator", "/en/events/")
    assert "ValueError: no rate" in said
    assert said.count("Deliver again") == 1
    assert f'value="{dead.pk}"' in said
    # That of another network, though its text speaks of this one, is not.
    assert f'value="{dead.pk}"' not in page(actors, "outsider", "/en/events/")


@pytest.mark.parametrize(
    ("act", "state", "verb"),
    [
        ("replay", State.WAITING, "event.replayed"),
        ("set-aside", State.SET_ASIDE, "event.set_aside"),
    ],
)
def test_a_dead_letter_is_settled_with_a_reason(
    actors: Actors, dead: Delivery, act: str, state: State, verb: str
) -> None:
    client = actors.client("administrator")
    given = {"letter": dead.pk, "do": act}
    without = client.post("/en/events/", given).content.decode()
    assert "Give a reason" in without
    assert Delivery.objects.get(pk=dead.pk).state == State.DEAD
    client.post("/en/events/", {**given, "reason": "tỷ giá đã nhập"})
    assert Delivery.objects.get(pk=dead.pk).state == state
    assert Delivery.objects.filter(state=State.DEAD).count() == 2
    noted = Entry.objects.latest("number")
    assert (noted.verb, noted.reason) == (verb, "tỷ giá đã nhập")
    assert noted.network == str(actors.network_a.pk)


def test_nobody_settles_what_is_not_theirs(actors: Actors, dead: Delivery) -> None:
    given = {"letter": dead.pk, "do": "replay", "reason": "x"}
    assert actors.client("outsider").post("/en/events/", given).status_code == 404
    for wrong in ({"do": "burn"}, {"letter": "x"}, {"letter": 0}):
        answer = actors.client("administrator").post("/en/events/", {**given, **wrong})
        assert answer.status_code == 404
    assert actors.client("auditor").post("/en/events/", given).status_code == 403
    assert Delivery.objects.filter(state=State.DEAD).count() == 3


def test_a_networks_trail_is_read_page_by_page_and_by_what_was_done(actors: Actors) -> None:
    entry("membership.admit", MEMBER, network=actors.network_a.pk)
    for _ in range(50):
        entry("membership.note", MEMBER, network=actors.network_a.pk)
    entry("membership.suspend", MEMBER, network=actors.network_b.pk)
    address = f"/en/trail/{actors.network_a.code}/"
    first = page(actors, "auditor", address)
    assert first.count("wrote a note") == 50 + 1  # and among the choices
    assert "Page 1 of 2" in first
    assert 'rel="next"' in first
    second = page(actors, "auditor", f"{address}?page=2")
    assert '<th scope="row"' in second
    assert second.count("Hoa Sen Fund") == 1
    chosen = page(actors, "auditor", f"{address}?verb=membership.admit&since=2026-11-22")
    assert chosen.count("Hoa Sen Fund") == 1
    assert "Nothing was done so" in page(actors, "auditor", f"{address}?until=2026-11-21")
    assert first.count("suspended") == 1  # a choice, and no line
    # What the address cannot mean is left out.
    unmeant = page(actors, "auditor", f"{address}?verb=none&since=soon&page=x")
    assert unmeant.count("wrote a note") == 50 + 1


def test_the_trail_is_taken_out_by_who_may_read_it_and_that_is_recorded(actors: Actors) -> None:
    entry("membership.admit", MEMBER, network=actors.network_a.pk)
    entry("membership.admit", MEMBER, network=actors.network_b.pk)
    address = f"/vi/trail/{actors.network_a.code}/file"
    answer = actors.client("auditor").get(f"{address}/csv/")
    assert answer["Content-Disposition"].startswith('attachment; filename="trail-mang-luoi-a-')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["network"], row["new"]) == (str(actors.network_a.pk), "'=1+1")
    noted = Entry.objects.latest("number")
    assert (noted.verb, noted.actor_label) == ("trail.exported", str(actors.auditor))
    again = actors.client("administrator").get(f"{address}/jsonl/")
    lines = [json.loads(line) for line in b"".join(again.streaming_content).splitlines()]
    assert [one["entry"]["verb"] for one in lines] == ["membership.admit", "trail.exported"]
    assert actors.client("auditor").get(f"{address}/exe/").status_code == 404
    assert actors.client("secretariat").get(f"{address}/csv/").status_code == 404


def test_a_records_history_is_its_networks(actors: Actors) -> None:
    entry("membership.note", MEMBER, network=actors.network_a.pk,
          organisation=actors.organisation_a.pk)  # fmt: skip
    entry("organisation.profile", MEMBER, organisation=actors.organisation_a.pk)
    address = "/en/history/membership/7/"
    said = page(actors, "secretariat", address)
    assert "wrote a note" in said
    assert "Hoa Sen Fund" in said
    # A member's director reads what is the member's own, and no note of the network's staff.
    own = page(actors, "director", address)
    assert "stated what is known" in own
    assert "wrote a note" not in own
    assert actors.client("outsider").get(address).status_code == 404
    assert actors.client("administrator").get("/en/history/membership/8/").status_code == 404


def test_every_verb_that_is_recorded_has_its_words() -> None:
    """Of the rooms that name any; another's is shown by its code until it does."""
    assert vocabulary.verb("membership.admit") == "kết nạp"
    assert vocabulary.kind("user") == "Người"
    assert vocabulary.field_name("category") == "Loại thành viên"
    assert vocabulary.verb("no.such") == "no.such"
