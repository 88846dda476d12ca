"""Load a round's figures, rate them and keep them, with the redraws that a page cannot wait for."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction

from django.db import transaction
from django.utils.text import slugify

from tcvm.apps.ratings.models import Derivation, RatedMember, ReportedFigure, Round
from tcvm.apps.ratings.results import rules_sha256
from tcvm.documents import catalogue
from tcvm.domain.indicators.evaluate import Exact
from tcvm.domain.problems import Place
from tcvm.domain.rounding import decimal_text
from tcvm.domain.scoring.scheme import Scheme
from tcvm.domain.scoring.score import Member, Rules
from tcvm.domain.text import Text

#: Draws and seed of the redraws; the errors are those of `redraw` itself.
DRAWS = 10_000
SEED = 2014


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """One member of the round and the cell of each figure it reported, by the figure's name."""

    member: Member
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class FigureDerivation:
    """Figures that were not published as such, and how they were derived."""

    codes: tuple[str, ...]
    how: Text
    approximate: bool


_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """A year's figures of all members, as they are to be loaded.

    `exchange_rate` is how many units of `currency` make one of the scheme's.
    """

    code: str
    year: int
    as_of: dt.date
    title: Text
    scheme: str
    currency: str
    members: tuple[MemberFigures, ...]
    exchange_rate: Fraction = Fraction(1)
    rate_source: Text = _NOTHING
    attribution: Text = _NOTHING
    licence_url: str = ""
    notice: Text = _NOTHING
    derivations: tuple[FigureDerivation, ...] = ()


class RoundUnusable(ValueError):
    """Figures that cannot be kept as a round; the message says which and why."""


def load_round(*, figures: RoundFigures, now: dt.datetime) -> tuple[Round, bool]:
    """Keep `figures` as a round, and say whether anything was written.

    The same content again changes nothing; other content under the same code makes the next
    revision. Raises RoundUnusable, CatalogueError (unknown scheme) and SchemeRefused.
    """
    scheme = catalogue.scheme(figures.scheme)
    rules = rules_sha256(scheme)
    content = _sha256(figures, rules)
    with transaction.atomic():
        newest = Round.objects.filter(code=figures.code).order_by("-revision").first()
        if newest is not None and newest.content_sha256 == content:
            return newest, False
        kept = Round.objects.create(
            code=figures.code,
            revision=1 if newest is None else newest.revision + 1,
            year=figures.year,
            as_of=figures.as_of,
            title_vi=figures.title.vi,
            title_en=figures.title.en,
            scheme_code=scheme.code,
            scheme_version=scheme.version,
            rules_sha256=rules,
            content_sha256=content,
            currency=figures.currency,
            exchange_rate=exact_text(figures.exchange_rate),
            rate_source_vi=figures.rate_source.vi,
            rate_source_en=figures.rate_source.en,
            attribution_vi=figures.attribution.vi,
            attribution_en=figures.attribution.en,
            licence_url=figures.licence_url,
            notice_vi=figures.notice.vi,
            notice_en=figures.notice.en,
            loaded_at=now,
        )
        _keep_members(kept, figures, scheme)
    return kept, True


def _keep_members(kept: Round, figures: RoundFigures, scheme: Scheme) -> None:
    redraws = _redraws(figures, scheme)
    slugs = _slugs([one.member.name for one in figures.members])
    members = RatedMember.objects.bulk_create(
        RatedMember(
            round=kept,
            position=position,
            slug=slug,
            name=one.member.name,
            category=one.member.category.value,
            legal_form=one.member.legal_form,
            redraws=drawn,
        )
        for position, (one, slug, drawn) in enumerate(
            zip(figures.members, slugs, redraws, strict=True), start=1
        )
    )
    derived = {}
    for derivation in figures.derivations:
        row = Derivation.objects.create(
            round=kept,
            how_vi=derivation.how.vi,
            how_en=derivation.how.en,
            approximate=derivation.approximate,
        )
        derived.update(dict.fromkeys(derivation.codes, row))
    ReportedFigure.objects.bulk_create(
        [
            ReportedFigure(
                member=row,
                code=code,
                value=exact_text(_single(code, value)),
                source_file=(place := one.places.get(code, Place())).file,
                source_sheet=place.sheet,
                source_row=place.row,
                source_column=place.column,
                derivation=derived.get(code),
            )
            for row, one in zip(members, figures.members, strict=True)
            for code, value in one.member.figures.items()
        ],
        batch_size=500,
    )


def _redraws(figures: RoundFigures, scheme: Scheme) -> list[dict[str, object] | None]:
    """The redraws of every member as plain values; NumPy is loaded only here."""
    from tcvm.analytics.robustness import redraw

    rules = Rules(scheme, catalogue.indicators(), exchange_rate=figures.exchange_rate)
    cards = [rules.score(one.member) for one in figures.members]
    drawn = redraw(cards, rules, catalogue.elements(), draws=DRAWS, seed=SEED)
    return [None if one is None else asdict(one) for one in drawn]


def _single(code: str, value: Exact | tuple[Exact, ...]) -> Exact:
    if isinstance(value, tuple):
        raise RoundUnusable(f"{code}: month-ends are not kept with a round yet")
    return value


def exact_text(value: Exact) -> str:
    """`value` in plain digits where they are exact, else as a fraction; `Fraction` reads both."""
    text = decimal_text(value)
    return text if Fraction(text) == value else str(Fraction(value))


def _slugs(names: list[str]) -> list[str]:
    """An address for each name, in order; a name whose address is taken gets a number after it."""
    taken: set[str] = set()
    slugs = []
    for name in names:
        # NFKD takes the diacritics of Vietnamese letters off, except from đ, which has no parts.
        plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
        base = slug = slugify(plain)[:100].strip("-") or "member"
        number = 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _sha256(figures: RoundFigures, rules: str) -> str:
    text = json.dumps(
        [asdict(figures), rules, DRAWS, SEED], default=str, sort_keys=True, ensure_ascii=True
    )
    return hashlib.sha256(text.encode()).hexdigest()
