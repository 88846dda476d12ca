"""A request to rate: the file, the scheme and the terms, and the results it comes to.

Everything the command line, the Python interface and the platform need between figures and
results stands here once: which exchange rate holds, which members are read, what is refused.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tcvm.documents import catalogue
from tcvm.documents.scorecards.heading import Heading
from tcvm.documents.tables import NumberFault, parse_number, read_members
from tcvm.domain.problems import Place, Problem, Severity, errors
from tcvm.domain.scoring.round import RoundResult, rate_round
from tcvm.domain.scoring.scheme import Scheme
from tcvm.domain.scoring.score import Rules
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from tcvm.analytics.firmness import Redraws
    from tcvm.documents.tables import MemberRow, Reader

#: Up to so many members, other readings and redraws are calculated unless told otherwise.
ROBUSTNESS_MEMBERS_MAX = 1_000


class UnusableError(ValueError):
    """Input that cannot be used; every reason is in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(f"{p.place} {p.code}".strip() for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms members are rated: the scheme, the year, and the money figures are in.

    `vnd_per_usd` is None where the report is in the scheme's own currency.
    """

    scheme: Scheme
    year: int | None
    currency: str
    vnd_per_usd: Fraction | None
    rate_source: Text | None

    @property
    def as_of(self) -> dt.date | None:
        """The date of the stocks: the last day of the year."""
        return None if self.year is None else dt.date(self.year, 12, 31)


def terms_of(scheme: Scheme, *, currency: str, year: int | None, rate: Fraction | None) -> Terms:
    """The terms of a rating, with the year's rate found where none is given.

    Raises UnusableError where money must be converted and no rate with a source is known.
    """
    if currency == scheme.currency:
        return Terms(scheme, year, currency, None, None)
    if rate is not None:
        source = Text("do người xếp loại nhập", "entered for this rating")
        return Terms(scheme, year, currency, rate, source)
    for published in scheme.rates:
        if published.year == year:
            return Terms(scheme, year, currency, published.vnd_per_usd, published.source)
    found = None if year is None else catalogue.rating_rate(year)
    if found is None:
        if year is None:
            raise UnusableError([Problem("rating.rate_and_year_missing")])
        raise UnusableError([Problem("rating.rate_missing", parameters={"year": year})])
    source = Text(
        f"{found.kind.vi}, {found.date:%d/%m/%Y}: {found.source}",
        f"{found.kind.en}, {found.date:%d %B %Y}: {found.source}",
    )
    return Terms(scheme, year, currency, found.vnd_per_usd, source)


@dataclass(frozen=True)
class Results:
    """A whole round in memory; `origins` say where the figures of each member were read."""

    terms: Terms
    title: Text
    round: RoundResult
    redraws: tuple[Redraws | None, ...] | None
    origins: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def heading(self) -> Heading:
        """What stands over the results on paper and on the screen."""
        terms = self.terms
        return Heading(self.title, terms.as_of, terms.currency, terms.rate_source)


@dataclass(frozen=True)
class Request:
    """Rate the members of a file on these terms."""

    file: str
    terms: Terms
    decimal: str
    locale: str
    robustness: bool | None
    draws: int
    seed: int

    @classmethod
    def prepared(
        cls,
        *,
        file: str,
        scheme: Scheme,
        currency: str,
        year: int | None,
        rate: str | None,
        decimal: str,
        locale: str,
        robustness: bool | None,
        draws: int,
        seed: int,
    ) -> Request:
        """A request from what was typed.

        Raises UnusableError where no rate is known or what is given is none, with the faults of
        the file beside it.
        """
        with beside_faults_of(read_members(file, catalogue.elements(), decimal=decimal)):
            number = None if rate is None else _positive(rate, decimal)
            terms = terms_of(scheme, currency=currency, year=year, rate=number)
        return cls(file, terms, decimal, locale, robustness, draws, seed)

    @cached_property
    def rules(self) -> Rules:
        """The scheme, ready to score the members of this request."""
        return rules_of(self.terms)

    @property
    def title(self) -> Text:
        """The title of the results: the scheme's name, and the year where it is known."""
        name, year = self.terms.scheme.name, self.terms.year
        if year is None:
            return name
        return Text(f"{name.vi}, số liệu năm {year}", f"{name.en}, figures of {year}")

    def open(self) -> Reader:
        """The file, to be read by iterating; what is wrong with it gathers in its problems."""
        return read_members(self.file, catalogue.elements(), decimal=self.decimal)

    def wants_robustness(self, members: int) -> bool:
        """Whether other readings and redraws are to be calculated for so many members."""
        if self.robustness is not None:
            return self.robustness
        return members <= ROBUSTNESS_MEMBERS_MAX

    def in_memory(self) -> Results:
        """The whole round. Raises UnusableError with every problem of the file."""
        reader = self.open()
        return self.results(list(reader), reader)

    def results(self, rows: Sequence[MemberRow], reader: Reader) -> Results:
        """The round of the members in the `rows` that `reader` read. Raises UnusableError."""
        problems = usable(reader.problems)
        robust = self.wants_robustness(len(rows))
        if not robust and self.robustness is None:
            problems.append(robustness_left_out(self.file))
        found = rate_round([row.member for row in rows], self.rules, readings=robust)
        redraws: tuple[Redraws | None, ...] | None = None
        if robust:
            from tcvm.analytics.robustness import redraw

            cards = [result.card for result in found.members]
            redraws = tuple(
                redraw(cards, self.rules, catalogue.elements(), draws=self.draws, seed=self.seed)
            )
        origins = tuple(origin_text(row.place("")) for row in rows)
        return Results(self.terms, self.title, found, redraws, origins, tuple(problems))


@contextmanager
def beside_faults_of(reader: Reader) -> Iterator[None]:
    """Where terms are refused, read the members all the same: whoever corrects one corrects all."""
    try:
        yield
    except UnusableError as error:
        deque(reader, maxlen=0)
        raise UnusableError([*error.problems, *reader.problems]) from error


def origin_text(*places: Place) -> str:
    """Where figures were read, `FILE:row`: each row once, and of a file its name alone."""
    rows = [str(Place(Path(one.file).name, one.sheet, one.row)).strip(":") for one in places]
    return ", ".join(dict.fromkeys(rows))


def rules_of(terms: Terms) -> Rules:
    """The rules of a scheme under these terms. Raises SchemeRefusedError."""
    rate = terms.vnd_per_usd if terms.vnd_per_usd is not None else Fraction(1)
    return Rules(terms.scheme, catalogue.indicators(), exchange_rate=rate)


def usable(problems: Sequence[Problem]) -> list[Problem]:
    """The problems that do not block. Raises UnusableError with all of them where one does."""
    if errors(list(problems)):
        raise UnusableError(problems)
    return list(problems)


def robustness_left_out(file: str) -> Problem:
    """The note that there were too many members for robustness."""
    parameters = {"members_max": ROBUSTNESS_MEMBERS_MAX}
    return Problem("rating.robustness_left_out", Severity.NOTE, Place(file), parameters)


def _positive(typed: str, decimal: str) -> Fraction:
    number = parse_number(typed, decimal)
    if isinstance(number, NumberFault) or number <= 0:
        raise UnusableError([Problem("rating.rate_invalid", parameters={"value": typed[:60]})])
    return Fraction(number)
