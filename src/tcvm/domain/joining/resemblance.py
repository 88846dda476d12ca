"""Whom an applicant resembles: reasons to look whether it is in the register already."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tcvm.domain.membership.names import folded


class Sign(StrEnum):
    """What two have in common, the surest first."""

    LICENCE = "licence"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    ABBREVIATION = "abbreviation"
    NEAR_NAME = "near_name"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one: names in any language, and the means by which it is reached."""

    names: tuple[str, ...]
    abbreviation: str = ""
    licence: str = ""
    phone: str = ""
    email: str = ""


#: Words that half of the field bears in its name say nothing of who it is.
_USUAL = frozenset(
    folded(
        "quỹ hỗ trợ phụ nữ phát triển chương trình dự án tài chính vi mô tín dụng tiết kiệm hội "
        "liên hiệp tổ chức TNHH một thành viên công ty fund programme program project microfinance "
        "women support development savings credit institution the of and for"
    ).split()
)
#: So large a part of two names' own words must be common.
_NEAR = 0.6


def signs(one: Known, other: Known) -> tuple[Sign, ...]:
    """What `one` and `other` have in common, the surest first; empty where nothing is."""
    alike = {
        Sign.LICENCE: _same(folded(one.licence), folded(other.licence)),
        Sign.NAME: bool(_names(one) & _names(other)),
        Sign.EMAIL: _same(one.email.casefold(), other.email.casefold()),
        Sign.PHONE: _same(_digits(one.phone), _digits(other.phone)),
        Sign.ABBREVIATION: _same(folded(one.abbreviation), folded(other.abbreviation)),
        Sign.NEAR_NAME: _near(one, other),
    }
    if alike[Sign.NAME]:
        alike[Sign.NEAR_NAME] = False
    return tuple(sign for sign in Sign if alike[sign])


def _names(one: Known) -> set[str]:
    return {folded(name) for name in one.names} - {""}


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


def _digits(phone: str) -> str:
    """The number as it is dialled within the country; empty for one too short to tell."""
    digits = "".join(sign for sign in phone if sign.isdecimal())
    if phone.strip().startswith("+84") or digits.startswith("0084"):
        digits = "0" + digits.removeprefix("00").removeprefix("84").lstrip("0")
    return digits if len(digits) >= 8 else ""


def _near(one: Known, other: Known) -> bool:
    for name in _names(one):
        words = set(name.split()) - _USUAL
        for second in _names(other):
            others = set(second.split()) - _USUAL
            both = words | others
            if both and len(words & others) / len(both) >= _NEAR:
                return True
    return False
