"""Rating from Python: rows in, results out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tcvm.documents import catalogue
from tcvm.documents.results.rating import Request, Results, beside_faults_of, terms_of
from tcvm.documents.results.stream import document
from tcvm.documents.tables import read_rows
from tcvm.domain.problems import Problem
from tcvm.domain.scoring.round import MemberResult
from tcvm.domain.scoring.scheme import Scheme


@dataclass(frozen=True)
class Rating:
    """A rated round: `members` in the order given, and what was remarkable in `problems`."""

    results: Results

    @property
    def members(self) -> tuple[MemberResult, ...]:
        """The results, one a member: scorecard, distances, other readings."""
        return self.results.round.members

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings and notes; errors have been raised."""
        return self.results.problems

    def to_dict(self, locale: str = "vi") -> dict[str, Any]:
        """The same document as `tcvm rate --format json` writes, as a dictionary."""
        found: dict[str, Any] = json.loads("".join(document(self.results, locale)))
        return found


def rate(
    rows: Iterable[Mapping[str, object]],
    *,
    scheme: str | Scheme = "vmfwg-2014",
    vnd_per_usd: int | str | Fraction | None = None,
    currency: str = "VND",
    year: int | None = None,
    decimal: str = ".",
    robustness: bool = True,
    draws: int = 10_000,
    seed: int = 2014,
) -> Rating:
    """Rate members given as mappings from column name to number or text.

    Columns are those of `tcvm rate` (`member`, `category`, `active_borrowers`, …); amounts are in
    `currency`, in whole units. `scheme` is a catalogue code, a path to a `.toml` file or a Scheme.
    `vnd_per_usd` may be left out with `currency="USD"` or where the catalogue holds the rate of
    `year`. Raises UnusableError (all problems in `.problems`), CatalogueError, SchemeRefusedError.
    """
    chosen = catalogue.scheme(scheme) if isinstance(scheme, str) else scheme
    rate_given = None if vnd_per_usd is None else Fraction(vnd_per_usd)
    reader = read_rows(rows, catalogue.elements(), decimal=decimal)
    with beside_faults_of(reader):
        terms = terms_of(chosen, currency=currency, year=year, rate=rate_given)
    request = Request("", terms, decimal, "vi", robustness, draws, seed)
    return Rating(request.results(list(reader), reader))
