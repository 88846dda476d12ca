"""What two entries have in common."""

from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.likeness import Marks, Shared, dialled, shared

texts = st.text(alphabet="aăâbcđeêoơuư 0123456789+.-@", max_size=12)
marks = st.builds(
    lambda names, abbreviations, phones, emails: Marks.of(
        names=tuple(names),
        abbreviations=tuple(abbreviations),
        phones=tuple(phones),
        emails=tuple(emails),
    ),
    *[st.lists(texts, max_size=3)] * 4,
)


def test_numbers_are_compared_by_their_digits_as_dialled_at_home() -> None:
    for written in ("+84 203 123 456", "0203.123.456", "(0203) 123-456", "84203123456"):
        assert dialled(written) == "0203123456"
    assert dialled("8412") == ""
    assert dialled("12 345") == ""
    assert dialled("") == ""
    # Not a country's code in front, but the number's own beginning.
    assert dialled("(84) 203 123 456") == "84203123456"


def test_each_mark_tells_for_itself() -> None:
    known = Marks.of(
        names=("Quỹ Hoa Sen", "Lotus Fund"),
        abbreviations=("QHS",),
        phones=("0203 123 456",),
        emails=("Hoi@Example.org",),
    )
    for other, common in (
        (Marks.of(names=("quy hoa sen",)), (Shared.NAME,)),
        (Marks.of(names=("LOTUS  FUND",)), (Shared.NAME,)),
        (Marks.of(names=("Quỹ khác",), abbreviations=("qhs",)), (Shared.ABBREVIATION,)),
        (Marks.of(names=("QHS",)), (Shared.ABBREVIATION,)),
        (Marks.of(names=("x",), abbreviations=("Lotus fund",)), (Shared.ABBREVIATION,)),
        (Marks.of(names=("x",), phones=("+84203123456",)), (Shared.PHONE,)),
        (Marks.of(names=("x",), emails=(" hoi@example.org ",)), (Shared.EMAIL,)),
        (Marks.of(names=("Quỹ Hoa",), phones=("123",), emails=("",)), ()),
    ):
        assert shared(known, other) == common
        assert shared(other, known) == common


@given(marks, marks)
def test_likeness_goes_both_ways_and_everything_is_like_itself(one: Marks, other: Marks) -> None:
    assert shared(one, other) == shared(other, one)
    own = shared(one, one)
    assert (Shared.NAME in own) is bool(one.names)
    assert (Shared.PHONE in own) is bool(one.phones)
    assert (Shared.EMAIL in own) is bool(one.emails)
    assert (Shared.ABBREVIATION in own) is bool(one.abbreviations)


def test_what_is_not_known_is_shared_with_nobody() -> None:
    empty = Marks.of(names=("", " "), abbreviations=("",), phones=("",), emails=(" ",))
    assert empty == Marks(frozenset())
    assert shared(empty, empty) == ()
