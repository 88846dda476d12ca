"""One value, one text: canonical JSON as RFC 8785 has it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.foundation.audit.canonical import WHOLE_MAX, canonical, instant, parsed, plain

HANOI = dt.timezone(dt.timedelta(hours=7))

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8"))
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_keys_are_sorted_as_in_the_rfc() -> None:
    """The example of its section 3.2.3."""
    given_ = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    values = list(json.loads(canonical(given_)).values())
    assert values == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_text_is_escaped_as_in_the_rfc() -> None:
    """The example of its section 3.2.2, without its numbers."""
    text = "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"
    assert canonical({"string": text}) == '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical([None, True, False]) == "[null,true,false]"


class Colour(StrEnum):
    GREEN = "green"


class Rank(IntEnum):
    FIRST = 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1.50"), '"1.50"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("-0.000001"), '"-0.000001"'),
        (Fraction(1, 3), '"1/3"'),
        (dt.date(2026, 11, 2), '"2026-11-02"'),
        (dt.datetime(2026, 11, 2, 7, 0, 0, 5, tzinfo=HANOI), '"2026-11-02T00:00:00.000005Z"'),
        (UUID(int=7), '"00000000-0000-0000-0000-000000000007"'),
        (WHOLE_MAX, "9007199254740991"),
        (WHOLE_MAX + 1, '"9007199254740992"'),
        (-WHOLE_MAX - 1, '"-9007199254740992"'),
        (Colour.GREEN, '"green"'),
        (Rank.FIRST, "1"),
        ((1, [2]), "[1,[2]]"),
        ("Quỹ", '"Quỹ"'),
    ],
)
def test_values_are_exact(value: object, expected: str) -> None:
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [0.5, {1: 2}, {"a": {2}}, b"x", object(), bytearray()])
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize(
    "value",
    [Decimal("NaN"), Decimal("Infinity"), "\ud800", {"\ud800": 1}, dt.datetime(2026, 1, 1)],  # noqa: DTZ001
)
def test_what_is_no_value_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    ["", "{", "1.0", "1e3", "NaN", '{"b":1,"a":2}', '{"a": 1}', '{"a":1,"a":1}', " 1", '"\\u0041"',
     "9007199254740992", "[" * 100_000],
)  # fmt: skip
def test_text_that_is_not_canonical_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(text)


@given(VALUES)
def test_what_is_written_is_read_and_written_again(value: object) -> None:
    text = canonical(value)
    assert parsed(text) == plain(value)
    assert canonical(parsed(text)) == text
    assert json.loads(text) == plain(value)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers(), max_size=6))
def test_the_order_in_which_keys_were_set_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_moments_have_one_form() -> None:
    early = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
    assert instant(early) == "0001-01-01T00:00:00.000000Z"
    with pytest.raises(ValueError, match="zone"):
        instant(early.replace(tzinfo=None))
