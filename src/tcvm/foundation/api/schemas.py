"""What requests and answers are made of. No `annotations` import: pydantic reads annotations."""

import datetime as dt
import re
from typing import Annotated, Any, Generic, TypeVar

from django.utils.translation import gettext_noop as _
from ninja import Path, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from tcvm.domain.text import Text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
#: Of keys in the database.
KEY_MAX = 2**63 - 1
#: A text that says something: at least one sign that is no blank.
SAYS = r"\S"
SLUG = r"^[-a-zA-Z0-9_]+$"
#: What a text may not hold: signs that steer a terminal or end a string in a database.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

T = TypeVar("T")


def _day(given: Any) -> Any:
    # pydantic would take a number for seconds since 1970.
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        return given
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise PydanticCustomError("date_parsing", "not a day")
    return given


def _whole(given: Any) -> Any:
    # Of a query or a path; pydantic would take 1_0, +1, 1.0 and blanks around.
    if isinstance(given, str) and not _WHOLE.fullmatch(given):
        raise PydanticCustomError("int_parsing", "not a whole number")
    return given


def _plain(given: str) -> str:
    if _CONTROL.search(given):
        raise PydanticCustomError("control_characters", "control characters")
    return given


Day = Annotated[dt.date, BeforeValidator(_day)]
Whole = Annotated[int, BeforeValidator(_whole)]
#: After what else is asked of a text.
PLAIN = AfterValidator(_plain)


def _line(length: int, least: int = 0) -> Any:
    return StringConstraints(min_length=least, max_length=length)


Line40 = Annotated[str, _line(40), PLAIN]
Line100 = Annotated[str, _line(100), PLAIN]
Line120 = Annotated[str, _line(120), PLAIN]
Line200 = Annotated[str, _line(200), PLAIN]
Line300 = Annotated[str, _line(300), PLAIN]
Line500 = Annotated[str, _line(500), PLAIN]
Long = Annotated[str, _line(5_000), PLAIN]

Code = Annotated[str, Path(..., pattern=SLUG, max_length=80)]


class Given(Schema):
    """What a request brings: nothing but what is listed."""

    model_config = ConfigDict(extra="forbid")


class Shown(Schema):
    """What an answer shows: always all of it."""


class Said(Shown):
    """A text in both languages."""

    vi: str
    en: str

    @staticmethod
    def of(text: Text) -> "Said":
        """The text as an answer shows it."""
        return Said(vi=text.vi, en=text.en)


class Page(Shown, Generic[T]):
    """A part of a list. `next` is the cursor of the part after it, null at the end."""

    items: list[T]
    next: str | None = Field(description=_("Send it as `cursor` to get what follows."))


class Paging(Given):
    """Which part of a list, and how much of it."""

    cursor: Line500 | None = Field(
        None, description=_("`next` of the part before; without it, the beginning.")
    )
    limit: Whole = Field(50, ge=1, le=200, description=_("How many at most."))


class OnDay(Given):
    """As of which day."""

    as_of: Day | None = Field(
        None,
        description=_("The day asked about; without it, today."),
        examples=["2025-12-31"],
    )

    def on(self, today: dt.date) -> dt.date:
        """The day asked about, `today` unless one was named."""
        return self.as_of or today


class PagingOnDay(Paging, OnDay):
    """A part of a list, as of a day."""


class ProblemShown(Shown):
    """One thing wrong."""

    code: str = Field(description=_("What is wrong, for programs."))
    place: str = Field(description=_("The header, parameter or field; empty where it is no one."))
    parameters: dict[str, Any] = Field(description=_("What the sentence speaks of."))
    sentence: str = Field(description=_("What is wrong, in the language of the request."))


class ProblemAnswer(Shown):
    """Why nothing was done (RFC 9457)."""

    type: str = Field(description=_("Where this kind of problem is explained."))
    title: str
    status: int
    detail: str
    instance: str
    problems: list[ProblemShown]
