"""Whether two entries of a register speak of the same organisation or person, and by what signs.

Names are compared as people vary them: without diacritics, with the trade's abbreviations or
without, the words in another order, a word mistyped or left out. Entries that may be alike share a
key, so that a few thousand rows can be held against a register of any size without comparing all
with all. Nothing here decides: a person does, by the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tcvm.domain.membership.names import folded

#: What is written both ways in names: long, and as everyone shortens it. Longer ones first.
_SHORT = {
    "hoi lien hiep phu nu": "hlhpn",
    "hoi lhpn": "hlhpn",
    "ho tro phu nu": "htpn",
    "ho tro pn": "htpn",
    "ht phu nu": "htpn",
    "ht pn": "htpn",
    "trach nhiem huu han": "tnhh",
    "uy ban nhan dan": "ubnd",
    "tai chinh vi mo": "tcvm",
    "lien hiep phu nu": "lhpn",
    "mot thanh vien": "mtv",
    "chuong trinh": "ct",
    "thanh pho": "tp",
    "phat trien": "pt",
    "trung tam": "tt",
    "tiet kiem": "tk",
    "ngan hang": "nh",
    "tin dung": "td",
    "viet nam": "vn",
    "cong ty": "cty",
    "co phan": "cp",
    "to chuc": "tc",
    "phu nu": "pn",
    "ho tro": "ht",
    "du an": "da",
}
_LONG = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b")
_WRITTEN_OUT = {short: long for long, short in reversed(_SHORT.items())}
#: Words that say what kind of organisation it is and not which one, short or long.
GENERIC = frozenset(
    {
        *_SHORT.values(),
        *(word for long in _SHORT for word in long.split()),
        *("quy", "hoi", "va", "cua", "cho", "vi", "tinh", "huyen", "xa", "cong", "dong", "nong"),
        *("thon", "nguoi", "ngheo"),
    }
)
_WORDS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_COUNTRY = "84"
PHONE_DIGITS_MIN = 8
#: Shorter ones are shared by too many.
ABBREVIATION_MIN = 3
#: How alike near names are at least, and how alike for it to be likely, in hundredths.
NEAR_MIN, NEAR_LIKELY = 84, 96


class Reason(StrEnum):
    """A sign that two entries are of the same."""

    NAME = "name"
    SPELLING = "spelling"
    ABBREVIATION = "abbreviation"
    NEAR = "near"
    PHONE = "phone"
    EMAIL = "email"


class Certainty(StrEnum):
    """How far the signs go: a person may take all sure ones at once."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


_CONTACTS = frozenset({Reason.PHONE, Reason.EMAIL})


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its words in the short form, sorted; the whole written out, in order and
    sorted; of the words those that say which organisation it is, and those that say what kind."""

    words: tuple[str, ...]
    whole: str
    ordered: str
    own: tuple[str, ...]
    own_text: str
    kind: str
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, plain: str) -> Name:
        """A folded name taken apart."""
        given = shortened(plain).split()
        words = tuple(sorted(given))
        long = " ".join([_WRITTEN_OUT.get(word, word) for word in given])
        return cls(
            words=words,
            whole=long,
            ordered=" ".join(sorted(long.split())),
            own=(own := tuple([word for word in words if word not in GENERIC])),
            own_text=" ".join(own),
            kind=" ".join([word for word in words if word in GENERIC]),
            numbers=tuple([word for word in own if word.isdigit()]),
        )


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an entry is compared: `plain` are its names folded, `names` the same taken apart,
    `shorts` the abbreviations an organisation goes by: its own, a name that is one, the initials;
    telephone numbers from their 0 on, the address in small letters."""

    plain: frozenset[str]
    names: tuple[Name, ...]
    shorts: frozenset[str] = frozenset()
    abbreviation: str = ""
    phones: frozenset[str] = frozenset()
    email: str = ""
    person: bool = False


def traits(
    names: Iterable[str], *, abbreviation: str = "", phone: str = "", email: str = "", person: bool
) -> Traits:
    """The traits of an entry with these names; empty ones say nothing."""
    plain = dict.fromkeys(_plain(one) for one in names)
    plain.pop("", None)
    short = "".join(_plain(abbreviation).split())
    return Traits(
        plain=frozenset(plain),
        names=tuple(Name.of(one) for one in plain),
        shorts=frozenset() if person else _shorts(plain, short),
        abbreviation=short,
        phones=phones(phone) if phone else frozenset(),
        email=email.strip().casefold(),
        person=person,
    )


def shortened(plain: str) -> str:
    """A folded name with the trade's long words in their short form."""
    return _LONG.sub(lambda found: _SHORT[found[0]], plain)


def phones(text: str) -> frozenset[str]:
    """The telephone numbers in a cell, without signs between the digits and from their 0 on."""
    found = set()
    for part in re.split(r"[/;,\n]", text):
        digits = "".join(_DIGITS.findall(part))
        if part.strip().startswith("+" + _COUNTRY) or digits.startswith("00" + _COUNTRY):
            national = digits.removeprefix("00").removeprefix(_COUNTRY).lstrip("0")
            digits = f"0{national}"
        if len(digits) >= PHONE_DIGITS_MIN:
            found.add(digits)
    return frozenset(found)


def keys(one: Traits) -> Iterator[str]:
    """What `one` can be found by, once it is put into an index (`asked_keys` look for it).

    A person's name is a key only as a whole: of the three words of a name two are shared by
    thousands.
    """
    yield from sure_keys(one)
    for short in one.shorts:
        yield f"s:{short}"
    if one.abbreviation:
        yield f"a:{one.abbreviation}"
    if not one.person:
        for name in one.names:
            yield initials(name)
            yield from near_keys(name)
            yield from spare_keys(name)


def sure_keys(one: Traits) -> Iterator[str]:
    """Keys that are signs in themselves: the words of a name in any order, telephone, address."""
    for name in one.names:
        yield f"n:{' '.join(name.words)}"
    for phone in one.phones:
        yield f"p:{phone}"
    if one.email:
        yield f"e:{one.email}"


def asked_keys(one: Traits) -> Iterator[str]:
    """Keys by which entries are looked for that an abbreviation may mean: a stated one meets what
    others go by, what this one goes by meets stated ones. Two initials that nobody states are
    chance."""
    if one.abbreviation:
        yield f"s:{one.abbreviation}"
    for short in one.shorts:
        yield f"a:{short}"


def near_keys(name: Name) -> Iterator[str]:
    """Keys that near names have in common, beside their `initials`: written together; its own words
    alone, and with each left out, or of two one and the other's first letter beside its kind. Of
    fewer, the whole with a word left out."""
    own = name.own
    yield f"c:{''.join(name.words)}"
    if len(own) < 2:
        yield from spare_keys(name)
        return
    yield f"o:{name.own_text}"
    if len(own) == 2:
        one, other = own
        yield f"j:{one} {other[0]}:{name.kind}"
        yield f"j:{other} {one[0]}:{name.kind}"
        return
    for kept in _but_one(own):
        yield f"o:{kept}"


def initials(name: Name) -> str:
    """The key of the first letters of the whole, which slips within words leave alone: most that
    share it are not near."""
    return f"b:{''.join([word[0] for word in name.whole.split()])}"


def spare_keys(name: Name) -> Iterator[str]:
    """Keys of the whole with a word left out: needed where too many share the own words alone."""
    for kept in _but_one(name.words):
        yield f"n:{kept}"


def _but_one(words: tuple[str, ...]) -> Iterator[str]:
    """The words in one with each left out in turn, as long as two are left."""
    if len(words) > 2:
        for at in range(len(words)):
            yield " ".join(words[:at] + words[at + 1 :])


def _shorts(plain: Iterable[str], abbreviation: str) -> frozenset[str]:
    found = {abbreviation}
    for name in plain:
        words = name.split()
        found.add("".join([word[0] for word in words]) if len(words) > 1 else name)
    return frozenset(short for short in found if len(short) >= ABBREVIATION_MIN)


def signs(one: Traits, other: Traits, near: int) -> tuple[Reason, ...]:
    """By what the two are alike; `near` says how alike the nearest of their names are, of 100."""
    found = []
    if not one.plain.isdisjoint(other.plain):
        found.append(Reason.NAME)
    elif any(name.words == its.words for name in one.names for its in other.names):
        found.append(Reason.SPELLING)
    elif near >= NEAR_MIN:
        found.append(Reason.NEAR)
    if not one.person and _called(one, other):
        found.append(Reason.ABBREVIATION)
    if one.phones & other.phones:
        found.append(Reason.PHONE)
    if one.email and one.email == other.email:
        found.append(Reason.EMAIL)
    return tuple(found)


def _called(one: Traits, other: Traits) -> bool:
    """Whether an abbreviation that one of them states is what the other goes by."""
    stated = {one.abbreviation, other.abbreviation}
    return not one.shorts.isdisjoint(other.shorts) and bool(stated & one.shorts & other.shorts)


def certainty(reasons: Iterable[Reason], near: int, *, person: bool) -> Certainty | None:
    """How far the signs go; None where there is none.

    Two organisations of one name are not registered; two people of one name are met every day.
    """
    found = frozenset(reasons)
    if not found:
        return None
    named = found - _CONTACTS
    if (named and found & _CONTACTS) or (Reason.NAME in found and not person):
        return Certainty.SURE
    if person:
        likely = found >= _CONTACTS
    else:
        nearly = Reason.NEAR in found and near >= NEAR_LIKELY
        likely = nearly or len(named) > 1 or bool(found & {Reason.SPELLING, Reason.EMAIL})
    return Certainty.LIKELY if likely else Certainty.POSSIBLE


def _plain(text: str) -> str:
    """Folded, what is neither letter nor digit a blank."""
    return " ".join(filter(None, map(_word, text.split())))


@lru_cache(maxsize=65_536)
def _word(text: str) -> str:
    # A language has few syllables: most of what a register writes has been folded before.
    return " ".join(_WORDS.findall(folded(text)))
