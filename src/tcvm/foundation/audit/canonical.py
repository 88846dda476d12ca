"""One way to write a value as JSON, so that one value has one hash.

As RFC 8785 has it: keys in the order of their UTF-16 code units, no blanks, UTF-8, only the escapes
that JSON asks for. Floating point is refused, and with it the RFC's hardest part: amounts are exact
here, and a decimal is written as text.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn, TypeAlias
from uuid import UUID

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

#: Beyond this a reader that keeps numbers in floating point, as browsers do, would change them.
WHOLE_MAX = 2**53 - 1


def canonical(value: object) -> str:
    """`value` as canonical JSON. Raises as `plain` does."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def plain(value: object) -> Json:
    """`value` in the terms of JSON, exactly, its keys in order.

    Decimal, Fraction and whole numbers beyond 2^53-1 become their digits as text; a date its
    ISO form; an aware time its ISO form in UTC to the microsecond; UUID its usual form. Raises
    TypeError for a float and any other type, ValueError for a number that is not finite, a time
    without its zone, or text that UTF-8 cannot hold.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        value.encode("utf-8")
        return str(value)
    if isinstance(value, int):
        return int(value) if -WHOLE_MAX <= value <= WHOLE_MAX else str(int(value))
    if isinstance(value, Mapping):
        return {key: plain(value[key]) for key in sorted(value, key=_utf_16)}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return [plain(each) for each in value]
    return _exact_text(value)


def parsed(text: str) -> Json:
    """The value of a canonical JSON text. Raises ValueError where the text is not canonical."""
    try:
        value: Json = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
        again = canonical(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if again != text:
        raise ValueError("not in canonical form")
    return value


def instant(at: dt.datetime) -> str:
    """A moment in UTC to the microsecond, always as long. Raises ValueError without a time zone."""
    if at.utcoffset() is None:
        raise ValueError("a time without its zone is no moment")
    return f"{at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _exact_text(value: object) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is not a number")
        return format(value, "f")
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, dt.datetime):
        return instant(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no exact form in JSON")


def _utf_16(key: object) -> bytes:
    if not isinstance(key, str):
        raise TypeError(f"a key is text, not {type(key).__name__}")
    return key.encode("utf-16-be")


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no exact number")
