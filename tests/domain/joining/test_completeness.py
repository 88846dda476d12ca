"""What an application lacks, by field and paper."""

from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.joining.completeness import Asked, Filed, Requirement, gaps

NAME = Requirement("name", Asked.FACT)
LICENCE = Requirement("licence", Asked.PAPER, frozenset({"official", "observer"}))
CODE = Requirement("signed_code", Asked.PAPER, frozenset({"official"}))
ALL = (NAME, LICENCE, CODE)


def said(*args: object, **named: object) -> list[tuple[str, str]]:
    return [(one.code, one.place.column) for one in gaps(*args, **named)]  # type: ignore[arg-type]


def test_each_category_is_asked_for_its_own() -> None:
    assert said(ALL, Filed("official"), conduct_asked=True) == [
        ("fact_needed", "name"),
        ("paper_needed", "licence"),
        ("paper_needed", "signed_code"),
        ("conduct_not_accepted", "conduct_accepted"),
    ]
    observer = Filed("observer", {"name": "Quỹ"}, {"licence": "a"})
    assert said(ALL, observer, conduct_asked=False) == []
    assert said(ALL, Filed("associate", {"name": "  "}), conduct_asked=False) == [
        ("fact_needed", "name")
    ]


def test_what_was_sent_back_must_be_put_right() -> None:
    before = Filed("observer", {"name": "Quỹ"}, {"licence": "a"})
    asked = {"conduct_asked": False, "before": before, "questioned": ("name", "licence")}
    assert said(ALL, before, **asked) == [
        ("not_put_right", "name"),
        ("not_put_right", "licence"),
    ]
    replaced = Filed("observer", {"name": "Quỹ A"}, {"licence": "b"})
    assert said(ALL, replaced, **asked) == []
    taken_off = Filed("observer", {"name": "Quỹ A"})
    assert said(ALL, taken_off, **asked) == [("paper_needed", "licence")]


@given(
    st.sets(st.sampled_from(["name", "licence", "signed_code"])),
    st.sampled_from(["official", "observer", "associate"]),
    st.booleans(),
)
def test_what_is_filled_in_is_never_missed_and_what_is_not_always_is(
    given_: set[str], category: str, accepted: bool
) -> None:
    filed = Filed(
        category,
        {"name": "Quỹ"} if "name" in given_ else {},
        dict.fromkeys(given_ - {"name"}, "a"),
        conduct_accepted=accepted,
    )
    missing = {one.code for one in ALL if one.asks(category)} - given_
    found = gaps(ALL, filed, conduct_asked=True)
    assert {one.place.column for one in found} == missing | (
        set() if accepted else {"conduct_accepted"}
    )
