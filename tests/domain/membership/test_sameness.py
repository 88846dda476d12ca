"""By what two entries of a register are alike, and how sure that is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.sameness import (
    NEAR_LIKELY,
    NEAR_MIN,
    Certainty,
    Name,
    Reason,
    Traits,
    asked_keys,
    certainty,
    keys,
    phones,
    shortened,
    signs,
    traits,
)

FUND = "Quỹ hỗ trợ phụ nữ Sông Đào"


def of(*names: str, person: bool = False, **other: str) -> Traits:
    return traits(names, person=person, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0912 345 678", {"0912345678"}),
        ("+84 912.345.678", {"0912345678"}),
        ("0084(912) 345678", {"0912345678"}),
        ("+84 0912 345 678", {"0912345678"}),
        ("0211222333 / 0211222334; 113", {"0211222333", "0211222334"}),
        ("không có", set()),
    ],
)
def test_telephone_numbers_are_their_digits(text: str, expected: set[str]) -> None:
    assert phones(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FUND, "QUY HTPN SONG DAO"),
        (FUND, "Quỹ HT PN Sông Đào"),
        (FUND, "Sông Đào – Quỹ hỗ trợ phụ nữ"),
        ("Tổ chức TCVM TNHH MTV Hạt Gạo", "TC tài chính vi mô trách nhiệm hữu hạn MTV Hạt Gạo"),
        ("Hội LHPN tỉnh Sơn La", "Hội Liên hiệp Phụ nữ tỉnh Sơn La"),
    ],
)
def test_short_and_long_forms_in_any_order_are_one_spelling(one: str, other: str) -> None:
    assert signs(of(one), of(other), 0) == (Reason.SPELLING,)
    assert set(keys(of(one))) & set(keys(of(other)))


def test_a_name_is_taken_apart() -> None:
    name = Name.of("quy ho tro phu nu song dao 2")
    assert name.words == ("2", "dao", "htpn", "quy", "song")
    assert (name.own, name.own_text) == (("2", "dao", "song"), "2 dao song")
    assert (name.kind, name.numbers) == ("htpn quy", ("2",))
    assert name.whole == "quy ho tro phu nu song dao 2"
    assert shortened("to chuc tai chinh vi mo") == "tc tcvm"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FUND, "Quỹ hỗ trợ phụ nữ Sông Đàon"),
        (FUND, "Quỹ phụ nữ Sông Đào"),
        ("Quỹ Đồi Sim Xanh", "Quỹ Đồii Simm Xanh"),
        (FUND, "Quỹhỗtrợphụnữ Sông Đào"),
    ],
)
def test_slips_and_words_left_out_leave_a_key_in_common(one: str, other: str) -> None:
    assert set(keys(of(one))) & set(keys(of(other)))


def test_a_persons_name_is_a_key_only_as_a_whole() -> None:
    one = of("Nguyễn Thị Hoa", person=True, phone="0912345678", email="Hoa@example.org ")
    assert sorted(keys(one)) == ["e:hoa@example.org", "n:hoa nguyen thi", "p:0912345678"]


def test_abbreviations_meet_stated_ones_names_and_initials() -> None:
    stated = of("Tổ chức Tình Thương", abbreviation="TYM")
    assert Reason.ABBREVIATION in signs(stated, of("TYM"), 0)
    initials = of("Quỹ Bình Minh Xanh")
    assert Reason.ABBREVIATION in signs(of("Bình Xanh", abbreviation="QBMX"), initials, 0)
    # Initials on both sides that nobody states are chance.
    assert signs(of("Quỹ Bãi Mía Xa"), initials, 0) == ()
    assert signs(of("x", abbreviation="QB"), of("y", abbreviation="QB"), 0) == ()


def test_contacts_are_signs_of_their_own() -> None:
    one = of("Một", phone="0912345678", email="a@b.vn")
    assert signs(one, of("Hai", phone="0912345678", email="A@B.vn"), 0) == (
        Reason.PHONE,
        Reason.EMAIL,
    )
    assert signs(one, of("Ba"), NEAR_MIN) == (Reason.NEAR,)
    assert signs(one, of("MỘT"), 0) == (Reason.NAME,)


@pytest.mark.parametrize(
    ("reasons", "near", "person", "expected"),
    [
        ((), 0, False, None),
        ((Reason.NAME,), 0, False, Certainty.SURE),
        ((Reason.NAME,), 0, True, Certainty.POSSIBLE),
        ((Reason.NEAR, Reason.PHONE), NEAR_MIN, False, Certainty.SURE),
        ((Reason.NAME, Reason.EMAIL), 0, True, Certainty.SURE),
        ((Reason.PHONE, Reason.EMAIL), 0, True, Certainty.LIKELY),
        ((Reason.PHONE,), 0, True, Certainty.POSSIBLE),
        ((Reason.SPELLING,), 0, False, Certainty.LIKELY),
        ((Reason.EMAIL,), 0, False, Certainty.LIKELY),
        ((Reason.NEAR, Reason.ABBREVIATION), NEAR_MIN, False, Certainty.LIKELY),
        ((Reason.NEAR,), NEAR_LIKELY, False, Certainty.LIKELY),
        ((Reason.NEAR,), NEAR_MIN, False, Certainty.POSSIBLE),
        ((Reason.PHONE,), 0, False, Certainty.POSSIBLE),
    ],
)
def test_how_far_the_signs_go(
    reasons: tuple[Reason, ...], near: int, *, person: bool, expected: Certainty | None
) -> None:
    assert certainty(reasons, near, person=person) is expected


WORDS = ["quỹ", "hỗ", "trợ", "phụ", "nữ", "sông", "đào", "hoa", "sen", "2", "tcvm"]
NAMES = st.lists(st.sampled_from(WORDS), max_size=7)


@given(NAMES, NAMES)
def test_likeness_is_mutual(one: list[str], other: list[str]) -> None:
    left, right = of(" ".join(one)), of(" ".join(other))
    assert signs(left, right, 0) == signs(right, left, 0)


@given(NAMES)
def test_what_is_alike_by_name_has_a_key_in_common(words: list[str]) -> None:
    one, turned = of(" ".join(words)), of(" ".join(reversed(words)).upper())
    if signs(one, turned, 0):
        assert set(keys(one)) & set(keys(turned))


def test_a_stated_abbreviation_asks_for_what_goes_by_it_and_is_asked_for_by_it() -> None:
    stated, whole = of("Quỹ Sông Đào", abbreviation="HTPNSD"), of(FUND)
    assert "HTPNSD".casefold() in {key[2:].casefold() for key in asked_keys(stated)}
    assert {key for key in keys(stated) if key.startswith("a:")}
    # What goes by short forms asks for entries that state one of them.
    assert all(key.startswith("a:") for key in asked_keys(whole))
    assert len(set(asked_keys(whole))) == len(whole.shorts)
