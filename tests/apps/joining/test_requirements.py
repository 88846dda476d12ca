"""What networks ask of applicants: the files of the catalogue, and what is wrong with others."""

import copy
from typing import Any

import pytest

from tcvm.apps.joining.requirements import all_requirements, read
from tcvm.apps.members.models import OrganisationProfile, PersonProfile
from tcvm.domain.membership.standing import MemberKind

DOCUMENT: dict[str, Any] = {
    "code": "small",
    "name": {"vi": "Nhỏ", "en": "Small"},
    "kinds": [
        {
            "code": "person",
            "categories": ["associate_individual"],
            "conduct": [],
            "facts": [
                {
                    "code": "name",
                    "part": "applicant",
                    "kind": "text",
                    "needed": "always",
                    "name": {"vi": "Họ và tên", "en": "Name"},
                }
            ],
            "papers": [
                {"code": "cv", "needed": "never", "name": {"vi": "Lý lịch", "en": "CV"}},
            ],
        }
    ],
}


def test_every_file_of_the_catalogue_asks_both_kinds_in_both_languages() -> None:
    for one in all_requirements().values():
        assert set(one.kinds) == set(MemberKind)
        for kind in one.kinds.values():
            assert all(name.vi and name.en for name in kind.names.values())


def test_nothing_is_taken_that_the_register_could_not_hold() -> None:
    models = {MemberKind.ORGANISATION: OrganisationProfile, MemberKind.PERSON: PersonProfile}
    for one in all_requirements().values():
        for kind, asked in one.kinds.items():
            for fact in asked.facts:
                held = {f.name: f for f in models[kind]._meta.fields}
                person = {f.name: f for f in PersonProfile._meta.fields}
                field = held.get(fact.code) or person.get(fact.code.removeprefix("contact_"))
                longest = getattr(field, "max_length", None)
                assert longest is None or fact.length <= longest, fact.code


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("categories",), ["official"]),
        (("conduct",), ["observer"]),
        (("papers", 0, "needed"), "sometimes"),
        (("papers", 0, "needed"), []),
        (("papers", 0, "code"), "name"),
        (("facts", 0, "kind"), "colour"),
        (("facts", 0, "part"), "cover"),
    ],
)
def test_a_file_that_does_not_fit_together_is_refused(path: tuple[Any, ...], value: object) -> None:
    assert set(read(DOCUMENT).kinds) == {MemberKind.PERSON}
    wrong = copy.deepcopy(DOCUMENT)
    here = wrong["kinds"][0]
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    with pytest.raises(ValueError, match=r"."):
        read(wrong)
