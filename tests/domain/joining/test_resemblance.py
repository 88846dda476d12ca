"""Whom an applicant resembles, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.joining.resemblance import Known, Sign, signs

ONE = Known(
    ("Quỹ hỗ trợ phụ nữ Sông Đào", "Song Dao Women's Support Fund"),
    abbreviation="SĐF",
    licence="198/QĐ-UBND",
    phone="+84 200 000 001",
    email="Quy@Example.org",
)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Known(("QUY HO TRO PHU NU SONG DAO",)), (Sign.NAME,)),
        (Known(("Quỹ phát triển Sông Đào",)), (Sign.NEAR_NAME,)),
        (Known(("Quỹ hỗ trợ phụ nữ Núi Xa",)), ()),
        (Known(("Hội phụ nữ",)), ()),
        (Known(("X",), abbreviation="sdf"), (Sign.ABBREVIATION,)),
        (Known(("X",), licence="198/qd-ubnd"), (Sign.LICENCE,)),
        (Known(("X",), phone="0200.000.001"), (Sign.PHONE,)),
        (Known(("X",), phone="0084 0200 000 001"), (Sign.PHONE,)),
        (Known(("X",), phone="001"), ()),
        (Known(("X",), email="quy@example.ORG"), (Sign.EMAIL,)),
        (ONE, (Sign.LICENCE, Sign.NAME, Sign.EMAIL, Sign.PHONE, Sign.ABBREVIATION)),
        (Known(()), ()),
        (Known(("",)), ()),
    ],
)
def test_golden(other: Known, expected: tuple[Sign, ...]) -> None:
    assert signs(ONE, other) == expected


def test_nothing_in_common_is_not_something_in_common() -> None:
    assert signs(Known(("Quỹ",)), Known(("Hội",))) == ()
    assert signs(Known(("A",), phone="12"), Known(("B",), phone="12")) == ()


texts = st.text("aăâbdđeêơ 0123+", max_size=12)
knowns = st.builds(Known, st.lists(texts, max_size=2).map(tuple), texts, texts, texts, texts)


@given(knowns, knowns)
def test_resemblance_goes_both_ways(one: Known, other: Known) -> None:
    assert signs(one, other) == signs(other, one)
