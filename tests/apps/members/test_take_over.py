"""A register kept elsewhere is taken over whole, by who keeps it, or not at all."""

import datetime as dt

import pytest
from django.http import Http404

from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.actions.facts import PersonFacts
from tcvm.apps.members.actions.take_over import NotTakenOver, take_over
from tcvm.apps.members.actions.taken_over import (
    Entry,
    NoteWritten,
    OrganisationStated,
    PersonStated,
    PostHeld,
    StepTaken,
)
from tcvm.apps.members.models import Membership, Note, OrganisationProfile, Person, PostEntry
from tcvm.apps.members.models.people import PostKind
from tcvm.domain.membership.standing import Standing, Step
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Organisation
from tests.apps.members.conftest import NOW, World, facts, resolution

SINCE = dt.date(2010, 1, 1)


def step(member: str, kind: Step, since: dt.date, category: Category | None) -> StepTaken:
    """A step in the first network, by the one decision."""
    return StepTaken("mang-luoi", member, kind, since, resolution(), category)


def person(code: str) -> PersonStated:
    """A person whom the other register calls `code`."""
    return PersonStated("mang-luoi", code, SINCE, PersonFacts("Nguyễn Thị Hoa", "Đơn"))


def enter(world: World, *entries: Entry, by: str = "secretariat") -> int:
    """Take the entries over, a second apart."""
    dated = [(NOW + dt.timedelta(seconds=number), one) for number, one in enumerate(entries)]
    return take_over(dated, keepers={"mang-luoi": world.people[by]})


def test_entries_build_upon_each_other_under_the_codes_of_the_other_register(
    world: World,
) -> None:
    world.person()  # of the same name: who comes gets another code here
    entered = enter(
        world,
        OrganisationStated("mang-luoi", "song-dao", SINCE, facts()),
        OrganisationStated("mang-luoi", "song-dao", dt.date(2015, 1, 1), facts("Quỹ Sông Mới")),
        person("thanh-vien-7"),
        step("song-dao", Step.ADMIT, dt.date(2014, 2, 1), Category.OBSERVER),
        step("thanh-vien-7", Step.ADMIT, dt.date(2014, 2, 1), Category.ASSOCIATE_INDIVIDUAL),
        step("thanh-vien-7", Step.LEAVE, dt.date(2016, 2, 1), None),
        PostHeld(
            "mang-luoi", "song-dao", "thanh-vien-7", PostKind.DIRECTOR, SINCE, None, "Quyết định"
        ),
        NoteWritten("mang-luoi", "thanh-vien-7", "Đã chuyển công tác."),
    )
    assert entered == 8
    assert Organisation.objects.get(code="song-dao").name == "Quỹ Sông Mới"
    assert OrganisationProfile.objects.count() == 2
    left = Membership.objects.get(person__code="nguyen-thi-hoa-2")
    assert [one.standing for one in left.entries.all()] == [Standing.ACTIVE, Standing.LEFT]
    assert PostEntry.objects.get().person == left.person
    assert Note.objects.get().membership == left
    assert Note.objects.get().recorded_at == NOW + dt.timedelta(seconds=7)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (step("nobody", Step.ADMIT, SINCE, Category.OBSERVER), "member_unknown"),
        (step("mai", Step.REINSTATE, dt.date(2015, 1, 1), None), "step_not_possible"),
        (NoteWritten("mang-luoi", "nobody", "Chữ"), "member_unknown"),
        (
            PostHeld("mang-luoi", "song-dao", "nobody", PostKind.CONTACT, SINCE, None, "Đơn"),
            "member_unknown",
        ),
        (
            StepTaken(
                "mang-luoi",
                "mai",
                Step.LEAVE,
                dt.date(2015, 1, 1),
                DecisionGiven("", SINCE, "", ""),
            ),
            "decision_incomplete",
        ),
    ],
)
def test_one_entry_that_is_refused_undoes_all(world: World, entry: Entry, code: str) -> None:
    with pytest.raises(NotTakenOver) as refused:
        enter(
            world,
            OrganisationStated("mang-luoi", "song-dao", SINCE, facts()),
            person("mai"),
            step("mai", Step.ADMIT, dt.date(2014, 2, 1), Category.ASSOCIATE_INDIVIDUAL),
            entry,
        )
    assert refused.value.entry == entry
    assert code in [one.code for one in refused.value.problems]
    assert code in str(refused.value)
    assert not Person.objects.exists()
    assert not Organisation.objects.exists()
    assert not Membership.objects.exists()


@pytest.mark.parametrize("who", ["analyst", "auditor", "stranger"])
def test_only_who_keeps_the_register_takes_one_over(world: World, who: str) -> None:
    with pytest.raises(Http404):
        enter(
            world,
            OrganisationStated("mang-luoi", "song-dao", SINCE, facts()),
            step("song-dao", Step.ADMIT, dt.date(2014, 2, 1), Category.OBSERVER),
            by=who,
        )
    assert not Organisation.objects.exists()
