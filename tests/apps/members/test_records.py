"""Profiles, people, posts, signatures, events and notes: each with a source, corrected by rows."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404

from tcvm.apps.members import queries
from tcvm.apps.members.actions.adopt_code import adopt_code
from tcvm.apps.members.actions.appoint import appoint
from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.actions.name_support_body import name_support_body
from tcvm.apps.members.actions.record_event import record_event
from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.actions.register_organisation import register_organisation
from tcvm.apps.members.actions.register_person import register_person
from tcvm.apps.members.actions.sign_code import sign_code
from tcvm.apps.members.actions.write_note import write_note
from tcvm.apps.members.models import MemberEvent, OrganisationProfile, Person, PostEntry
from tcvm.apps.members.models.people import PostKind
from tcvm.apps.members.models.records import Precision
from tcvm.domain.text import Text
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.events.models import Event
from tcvm.foundation.tenancy.models import Organisation
from tests.apps.members.conftest import NOW, TODAY, World, facts, resolution

pytestmark = pytest.mark.django_db
SINCE = dt.date(2010, 1, 1)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.problems]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name_vi": " "}, "fact_missing"),
        ({"name_en": ""}, "fact_missing"),
        ({"source": ""}, "fact_missing"),
        ({"legal_form": "club"}, "legal_form_unknown"),
        ({"place": "atlantis"}, "place_unknown"),
        ({"place": "lao-cai-2025"}, "place_not_on_day"),
        ({"founded_year": 1850}, "year_unlikely"),
        ({"founded_year": 2011}, "year_unlikely"),
        ({"email": "lan at quy"}, "email_unreadable"),
        ({"website": "javascript:alert(1)"}, "website_unreadable"),
    ],
)
def test_facts_that_cannot_be_are_refused(
    world: World, given: dict[str, Any], expected: str
) -> None:
    with pytest.raises(Refused) as refused:
        world.organisation("Quỹ Sông Đào", **given) if "name_vi" not in given else (
            register_organisation(
                facts=facts(**given), since=SINCE, actor=world.secretariat, now=NOW
            )
        )
    assert codes(refused) == [expected]
    assert not Organisation.objects.exists()


def test_an_organisation_is_registered_once(world: World) -> None:
    world.organisation("Quỹ Sông Đào")
    with pytest.raises(Refused) as refused:
        world.organisation("QUY SONG ĐAO")
    assert codes(refused) == ["organisation_exists"]
    assert refused.value.problems[0].parameters["code"] == "quy-song-dao"
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("who", ["analyst", "auditor", "board"])
def test_who_keeps_no_register_registers_nobody(world: World, who: str) -> None:
    with pytest.raises(Http404):
        register_organisation(facts=facts(), since=SINCE, actor=world.people[who], now=NOW)
    assert (Organisation.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_programme_becomes_a_licensed_institution_and_both_stay(world: World) -> None:
    one = world.organisation("Chương trình Sông Đào", legal_form="programme")
    given: dict[str, Any] = {"organisation": one.code, "actor": world.secretariat, "now": NOW}
    licensed = dt.date(2012, 8, 1)
    correct_profile(
        facts=facts("Tổ chức TCVM Sông Đào", legal_form="licensed_mfi"), since=licensed, **given
    )
    correct_profile(
        facts=facts("Tổ chức TCVM Sông Đào", legal_form="licensed_mfi", owner="Hội LHPN"),
        since=licensed,
        reason="Thiếu chủ sở hữu",
        **given,
    )
    one.refresh_from_db()
    assert one.name == "Tổ chức TCVM Sông Đào"
    rows = OrganisationProfile.objects.order_by("since", "revision")
    assert [(row.legal_form, row.revision, row.owner) for row in rows] == [
        ("programme", 1, ""),
        ("licensed_mfi", 1, ""),
        ("licensed_mfi", 2, "Hội LHPN"),
    ]
    entry = Entry.objects.filter(verb="organisation.profile").latest("number")
    assert entry.changed["owner"] == ("", "Hội LHPN")
    assert "legal_form" not in entry.changed


def test_who_states_facts_over_newer_ones_is_told(world: World) -> None:
    one = world.organisation("Quỹ Sông Đào")
    given: dict[str, Any] = {"organisation": one.code, "since": SINCE, "now": NOW}
    seen = queries.profile_version(one)
    first = correct_profile(facts=facts(owner="A"), actor=world.secretariat, seen=seen, **given)
    with pytest.raises(Refused) as refused:
        correct_profile(facts=facts(owner="B"), actor=world.secretariat, seen=seen, **given)
    assert codes(refused) == ["changed_meanwhile"]
    assert OrganisationProfile.objects.latest("pk") == first


def test_a_correction_of_the_past_does_not_rename_the_present(world: World) -> None:
    one = world.organisation("Quỹ hôm nay")
    correct_profile(
        organisation=one.code,
        facts=facts("Quỹ hôm xưa", founded_year=None),
        since=dt.date(2006, 1, 1),
        actor=world.secretariat,
        now=NOW,
    )
    one.refresh_from_db()
    assert one.name == "Quỹ hôm nay"


def test_two_people_may_have_the_same_name(world: World) -> None:
    assert [world.person().code, world.person().code] == ["nguyen-thi-hoa", "nguyen-thi-hoa-2"]
    assert Person.objects.count() == 2


def test_a_person_is_registered_by_who_keeps_a_register(world: World) -> None:
    from tcvm.apps.members.actions.facts import PersonFacts

    with pytest.raises(Http404):
        register_person(
            facts=PersonFacts("A", "b"), since=SINCE, actor=world.people["finance"], now=NOW
        )
    with pytest.raises(Refused) as refused:
        register_person(facts=PersonFacts("", ""), since=SINCE, actor=world.secretariat, now=NOW)
    assert codes(refused) == ["fact_missing", "fact_missing"]


def test_a_post_is_ended_by_a_revision(world: World) -> None:
    one, person = world.organisation("Quỹ Sông Đào"), world.person()
    given: dict[str, Any] = {
        "organisation": one.code,
        "person": person,
        "kind": PostKind.DIRECTOR,
        "since": dt.date(2015, 1, 1),
        "source": "Quyết định bổ nhiệm",
        "actor": world.secretariat,
        "now": NOW,
    }
    appoint(**given)
    appoint(until=dt.date(2019, 1, 1), **given)
    rows = PostEntry.objects.order_by("revision")
    assert [(row.revision, row.until) for row in rows] == [(1, None), (2, dt.date(2019, 1, 1))]
    for wrong, code in (({"until": given["since"]}, "dates"), ({"source": " "}, "source_missing")):
        with pytest.raises(Refused) as refused:
            appoint(**(given | wrong))
        assert codes(refused) == [code]
    with pytest.raises(Http404):
        appoint(**(given | {"actor": world.people["auditor"]}))
    assert PostEntry.objects.count() == 2


def adopt(world: World, version: str = "1", since: dt.date = dt.date(2014, 1, 1)) -> None:
    adopt_code(
        network="mang-luoi",
        version=version,
        title=Text("Bộ quy tắc ứng xử", "Code of conduct"),
        since=since,
        grace_days=0,
        source="Nghị quyết 5",
        actor=world.secretariat,
        now=NOW,
    )


def sign(world: World, **other: Any) -> None:
    given: dict[str, Any] = {
        "network": "mang-luoi",
        "organisation": "quy-song-dao",
        "version": "1",
        "year": 2015,
        "signed_on": dt.date(2015, 1, 20),
        "signed_by": "Trần Thị Mận",
        "evidence": "",
        "actor": world.secretariat,
        "now": NOW,
    }
    sign_code(**(given | other))


def test_a_signature_is_corrected_by_a_revision(world: World) -> None:
    adopt(world)
    one = world.organisation("Quỹ Sông Đào")
    sign(world)
    sign(world, evidence=" Cặp B ")
    (held,) = queries.signatures_of(world.network.pk, one.pk)
    assert (held.year, held.evidence) == (2015, "Cặp B")
    assert queries.signature_rows(world.network.pk).count() == 2
    event = Event.objects.filter(name="CodeOfConductSigned").latest("pk")
    assert '"year":2015' in event.payload
    assert "Mận" not in event.payload


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"version": "9"}, "code_version_unknown"),
        ({"signed_on": dt.date(2013, 12, 31), "year": 2014}, "signed_before_code"),
        ({"year": 2017}, "signed_for_other_year"),
        ({"year": 2014}, "signed_for_other_year"),
        ({"signed_by": " "}, "signer_missing"),
    ],
)
def test_signatures_that_cannot_be_are_refused(
    world: World, given: dict[str, Any], code: str
) -> None:
    adopt(world)
    world.organisation("Quỹ Sông Đào")
    with pytest.raises(Refused) as refused:
        sign(world, **given)
    assert codes(refused) == [code]
    with pytest.raises(Http404):
        sign(world, actor=world.people["board"])
    assert not queries.signature_rows(world.network.pk).exists()


def test_a_version_of_the_code_is_adopted_once(world: World) -> None:
    adopt(world)
    for version, since in (("1", dt.date(2020, 1, 1)), ("2", dt.date(2014, 1, 1))):
        with pytest.raises(Refused) as refused:
            adopt(world, version, since)
        assert codes(refused) == ["code_version_exists"]
    assert [one.version for one in queries.codes_of(world.network.pk)] == ["1"]


def event(world: World, **other: Any) -> MemberEvent:
    given: dict[str, Any] = {
        "network": "mang-luoi",
        "member": "quy-song-dao",
        "happened_on": dt.date(2004, 7, 15),
        "text": Text("Nhận bàn giao.", "Handed over."),
        "source": "Biên bản",
        "actor": world.secretariat,
        "now": NOW,
    }
    return record_event(**(given | other))


def test_events_tell_no_more_than_their_source(world: World) -> None:
    """The hand-over is of 2003 on one page and of 2004 on another (domain.md 1.2 no. 18)."""
    world.member("Quỹ Sông Đào")
    assert event(world).happened_on == dt.date(2004, 7, 15)
    assert event(world, precision=Precision.MONTH).happened_on == dt.date(2004, 7, 1)
    assert event(world, precision=Precision.YEAR).happened_on == dt.date(2004, 1, 1)
    assert MemberEvent.objects.count() == 3


def test_an_event_is_corrected_once_and_stays(world: World) -> None:
    world.member("Quỹ Sông Đào")
    wrong = event(world)
    right = event(world, happened_on=dt.date(2003, 7, 15), corrects=wrong.pk)
    assert right.corrects == wrong
    for key, code in ((wrong.pk, "event_corrected_already"), (10**6, "event_unknown")):
        with pytest.raises(Refused) as refused:
            event(world, corrects=key)
        assert codes(refused) == [code]
    assert MemberEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [({"source": " "}, "source_missing"), ({"text": Text("x", "")}, "text_missing")],
)
def test_an_event_has_a_source_and_both_languages(
    world: World, given: dict[str, Any], code: str
) -> None:
    world.member("Quỹ Sông Đào")
    with pytest.raises(Refused) as refused:
        event(world, **given)
    assert codes(refused) == [code]


def test_notes_are_the_networks_own(world: World) -> None:
    world.member("Quỹ Sông Đào")
    given: dict[str, Any] = {"network": "mang-luoi", "member": "quy-song-dao", "now": NOW}
    assert write_note(text=" Gọi lại ", actor=world.secretariat, **given).text == "Gọi lại"
    with pytest.raises(Refused) as refused:
        write_note(text=" ", actor=world.secretariat, **given)
    assert codes(refused) == ["text_missing"]
    with pytest.raises(Http404):
        write_note(text="x", actor=world.people["stranger"], **given)
    assert not Event.objects.filter(name__contains="Note").exists()


def test_a_support_body_must_be_known_and_the_actor_the_networks(world: World) -> None:
    given: dict[str, Any] = {
        "network": "mang-luoi",
        "organisation": "nobody",
        "since": TODAY,
        "decision": resolution(),
        "now": NOW,
    }
    with pytest.raises(Refused) as refused:
        name_support_body(actor=world.secretariat, **given)
    assert codes(refused) == ["support_unknown"]
    with pytest.raises(Http404):
        name_support_body(actor=world.people["stranger"], **given)
