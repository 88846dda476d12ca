"""The code of conduct: who has signed it, until when that counts, and what a member lacks.

Official members sign the code each year (glossary: official member). What keeps a member from
being official is said as problems, so that the register can tell it and not merely refuse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tcvm.domain.membership.standing import History, Standing, State
from tcvm.domain.problems import Problem, Severity
from tcvm.domain.scoring.scheme import Category


@dataclass(frozen=True, slots=True)
class CodeVersion:
    """A version of the code, in force from `since` until the next one is.

    For `grace_days` days, both of a new year and of a new version, the signature before still
    counts.
    """

    version: str
    since: dt.date
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """A member's signature of a version for a calendar year; `evidence` is where the paper is."""

    version: str
    year: int
    signed_on: dt.date
    evidence: str


def version_on(versions: Iterable[CodeVersion], day: dt.date) -> CodeVersion | None:
    """The version in force on `day`; None before the first."""
    return max(
        (one for one in versions if one.since <= day), key=lambda one: one.since, default=None
    )


def conduct_problems(
    versions: Sequence[CodeVersion], signatures: Iterable[Signature], day: dt.date
) -> list[Problem]:
    """What is wrong with a member's signatures on `day`; none where the code is signed and in date.

    `code_not_adopted` (a note: where there is no code there is nothing to sign), `code_not_signed`
    (version), `code_signature_expired` (year, expired_on), `code_version_superseded` (signed,
    version, since), `code_without_evidence` (year). Signatures made after `day` count for nothing.
    """
    current = version_on(versions, day)
    if current is None:
        return [Problem("code_not_adopted", Severity.NOTE)]
    made = [one for one in signatures if one.signed_on <= day and one.year <= day.year]
    if not made:
        return [Problem("code_not_signed", parameters={"version": current.version})]
    last = max(made, key=lambda one: (one.year, one.version == current.version, one.signed_on))
    problems = []
    expires = _expires(last.year, current)
    if expires <= day:
        parameters: dict[str, object] = {"year": last.year, "expired_on": expires}
        problems.append(Problem("code_signature_expired", parameters=parameters))
    if last.version != current.version and not _within_grace(versions, current, last, day):
        parameters = {"signed": last.version, "version": current.version, "since": current.since}
        problems.append(Problem("code_version_superseded", parameters=parameters))
    if not last.evidence:
        problems.append(Problem("code_without_evidence", parameters={"year": last.year}))
    return problems


def official_problems(
    state: State | None,
    versions: Sequence[CodeVersion],
    signatures: Iterable[Signature],
    day: dt.date,
) -> list[Problem]:
    """Why a member with this state is no official member in good standing on `day`.

    Those of its standing and category (`not_a_member`, `membership_left`, `membership_suspended`,
    `category_of_person`), then those of the code. Empty, or notes alone, where it qualifies.
    """
    problems = []
    if state is None:
        problems.append(Problem("not_a_member"))
    elif state.category is Category.ASSOCIATE_INDIVIDUAL:
        return [Problem("category_of_person")]
    elif state.standing is not Standing.ACTIVE:
        problems.append(Problem(f"membership_{state.standing}"))
    return problems + conduct_problems(versions, signatures, day)


def years_unsigned(
    history: History, versions: Sequence[CodeVersion], signatures: Iterable[Signature], day: dt.date
) -> tuple[int, ...]:
    """The years up to `day` in which an official member should have signed and has not.

    Those at whose end, or on `day`, it was official and a code was in force.
    """
    signed = {one.year for one in signatures if one.signed_on <= day}
    first = min((one.since.year for one in versions), default=day.year + 1)
    found = []
    for year in range(first, day.year + 1):
        asked = min(dt.date(year, 12, 31), day)
        state = history.on(asked)
        official = state is not None and state.counts and state.category is Category.OFFICIAL
        if official and year not in signed and version_on(versions, asked) is not None:
            found.append(year)
    return tuple(found)


def _expires(year: int, current: CodeVersion) -> dt.date:
    """The first day on which a signature for `year` no longer counts."""
    return dt.date(year + 1, 1, 1) + dt.timedelta(days=current.grace_days)


def _within_grace(
    versions: Sequence[CodeVersion], current: CodeVersion, last: Signature, day: dt.date
) -> bool:
    """Whether the version signed is the one just before, and the new one still within grace."""
    before = version_on(versions, current.since - dt.timedelta(days=1))
    return (
        before is not None
        and last.version == before.version
        and day < current.since + dt.timedelta(days=current.grace_days)
    )
