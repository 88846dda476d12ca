"""The round overview: every member with its class, its distance to the next and its fee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.apps.ratings.results import MemberInRound, RatedRound
from tcvm.apps.ratings.web import labels
from tcvm.apps.ratings.web.dates import day
from tcvm.apps.ratings.web.figures import point_scale
from tcvm.documents.pictures import DotScale
from tcvm.documents.pictures.quantities import band_text
from tcvm.documents.words import number
from tcvm.domain.scoring.scheme import Scheme
from tcvm.domain.scoring.score import Status
from tcvm.domain.text import Text
from tcvm.foundation.ui.doors import Door

#: What the table can be sorted by; the first way is the one in which a click first sorts.
SORTS: Mapping[str, str] = {
    "member": "member",
    "class": "-class",
    "points": "-points",
    "change": "-change",
    "next": "next",
    "boundary": "boundary",
    "fee": "-fee",
}
BY_CLASS, ALL_TOGETHER = "class", "none"


#: What a row is sorted by in one column: a number, or a name among equals.
SortKey = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader chose, all of it in the address; what is not known there is left out."""

    sort: str = "-points"
    by: str = BY_CLASS
    grade: str = ""
    near: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str], scheme: Scheme) -> Choices:
        """The choices in an address' query."""
        sort = query.get("sort", "")
        by = query.get("by", "")
        grade = query.get("class", "")
        axes = {axis.code: {one.code for one in axis.groups} for axis in scheme.peer_axes}
        return cls(
            sort=sort if sort.removeprefix("-") in SORTS else "-points",
            by=by if by in {*axes, ALL_TOGETHER} else BY_CLASS,
            grade=grade if grade in {one.code for one in scheme.grades} else "",
            near=query.get("near") == "1",
            groups={axis: query[axis] for axis, known in axes.items() if query.get(axis) in known},
        )

    def query(self, **changed: str) -> str:
        """The address' query for these choices, with some changed; defaults are left out."""
        chosen = {
            "sort": self.sort if self.sort != "-points" else "",
            "by": self.by if self.by != BY_CLASS else "",
            "class": self.grade,
            "near": "1" if self.near else "",
            **self.groups,
            **changed,
        }
        text = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{text}" if text else "?"

    @property
    def filtered(self) -> bool:
        """Whether some members may be left out."""
        return bool(self.grade or self.near or self.groups)


@dataclass(frozen=True, slots=True)
class Row:
    """A rated member as shown, with what it is sorted by."""

    slug: str
    name: str
    legal_form: str
    grade: str
    grade_place: str
    points: int
    change: str
    change_words: str
    next_points: str
    next_class: str
    near: bool
    held: str
    fee: str
    keys: Mapping[str, SortKey | None]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, empty where all stand together."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its name, where a click on it sorts, and the note of its figures."""

    code: str
    name: str
    unit: str
    href: str
    sorted: str
    note: Door


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A member without a class for want of figures."""

    slug: str
    name: str
    legal_form: str
    missing: tuple[str, ...]
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unrated:
    """A member of a category that is not rated."""

    slug: str
    name: str
    category: str
    fee: str


@dataclass(frozen=True, slots=True)
class Select:
    """A choice offered in the filter: its name in the address and its options."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page shows."""

    sentence: str
    points_max: int
    heads: tuple[Head, ...]
    groups: tuple[Group, ...]
    shown: int
    incomplete: tuple[Incomplete, ...]
    unrated: tuple[Unrated, ...]
    selects: tuple[Select, ...]
    choices: Choices
    picture: DotScale


def overview(
    rated: RatedRound, previous: RatedRound | None, choices: Choices, locale: str
) -> Overview:
    """The overview of a round; `previous` is the round before it, for the change on it."""
    builder = _Builder(rated, previous, locale)
    rows = [builder.row(one) for one in rated.members if one.result.card.status is Status.RATED]
    kept = [row for row in rows if _wanted(row, choices)]
    title = Text("Thành viên trên thang điểm", "Members on the point scale")
    return Overview(
        sentence=builder.sentence(rows),
        points_max=builder.scheme.points_max,
        heads=builder.heads(choices),
        groups=tuple(builder.grouped(_sorted(kept, choices.sort), choices.by)),
        shown=len(kept),
        incomplete=tuple(builder.incomplete()),
        unrated=tuple(builder.unrated()),
        selects=(*builder.selects(choices, rows), builder.sort_select(choices)),
        choices=choices,
        picture=point_scale(rated, title),
    )


class _Builder:
    """One round's rows in one language."""

    def __init__(self, rated: RatedRound, previous: RatedRound | None, locale: str) -> None:
        self.rated = rated
        self.previous = previous
        self.locale = locale
        self.scheme = rated.result.rules.scheme
        self.grades = [one.code for one in self.scheme.grades]
        self.axes = {axis.code: axis for axis in self.scheme.peer_axes}
        self.before = {
            one.slug: one.result.card.points for one in (previous.members if previous else ())
        }

    def row(self, one: MemberInRound) -> Row:
        card, distance = one.result.card, one.result.distance
        assert card.points is not None
        assert card.grade is not None
        assert card.fee_vnd is not None
        before = self.before.get(one.slug)
        change = None if before is None else card.points - before
        up = distance.up if distance is not None else None
        held = one.redraws.held if one.redraws is not None else None
        place = self.grades.index(card.grade.code)
        return Row(
            slug=one.slug,
            name=card.member.name,
            legal_form=labels.legal_form(card.member.legal_form, self.scheme, self.locale),
            grade=card.grade.code,
            grade_place=self._grade_place(place),
            points=card.points,
            change=change_text(change),
            change_words=change_words(change),
            next_points=f"+{up.points}" if up is not None else "",
            next_class=up.grade.code if up is not None else "",
            near=one.redraws is not None and one.redraws.near_boundary,
            held=share_text(held, self.locale),
            fee=number(card.fee_vnd, self.locale, 0),
            keys={
                "member": (0, card.member.name.casefold()),
                "class": _by(len(self.grades) - place),
                "points": _by(card.points),
                "change": _by(change),
                "next": _by(up.points if up is not None else None),
                "boundary": _by(held),
                "fee": _by(card.fee_vnd),
            },
            groups=card.groups,
        )

    def _grade_place(self, place: int) -> str:
        if place == 0:
            return "first"
        return "last" if place == len(self.grades) - 1 else "middle"

    def sentence(self, rows: list[Row]) -> str:
        """How the sector stands, in one sentence."""
        counts = ", ".join(
            f"{sum(row.grade == grade for row in rows)}\u00a0{grade}" for grade in self.grades
        )
        rated = ngettext(
            "%(count)d member rated: %(classes)s.",
            "%(count)d members rated: %(classes)s.",
            len(rows),
        ) % {"count": len(rows), "classes": counts}
        near = sum(row.near for row in rows)
        parts = [rated]
        if near:
            parts.append(
                ngettext(
                    "%(count)d near a class boundary.", "%(count)d near a class boundary.", near
                )
                % {"count": near}
            )
        lacking = sum(one.result.card.status is Status.INCOMPLETE for one in self.rated.members)
        if lacking:
            parts.append(
                ngettext("%(count)d incomplete.", "%(count)d incomplete.", lacking)
                % {"count": lacking}
            )
        return " ".join(parts)

    def heads(self, choices: Choices) -> tuple[Head, ...]:
        before = _("no year before")
        if self.previous is not None:
            before = _("on %(year)d") % {"year": self.previous.round.year}
        names = {
            "member": (_("Member"), ""),
            "class": (_("Class"), ""),
            "points": (_("Points"), _("of %(most)d") % {"most": self.scheme.points_max}),
            "change": (_("Change"), before),
            "next": (_("To the class above"), _("points")),
            "boundary": (_("Class held"), _("share of redraws")),
            "fee": (_("Yearly fee"), "VND"),
        }
        return tuple(self._head(code, name, unit, choices) for code, (name, unit) in names.items())

    def sort_select(self, choices: Choices) -> Select:
        """The ways to sort, for a screen too narrow for the heads of columns."""
        ways = dict.fromkeys([choices.sort, *SORTS.values()])
        heads = {head.code: head.name for head in self.heads(choices)}
        options = (
            (way, f"{heads[way.removeprefix('-')]} {'↓' if way.startswith('-') else '↑'}")
            for way in ways
        )
        return Select("sort", _("Sort by"), tuple((c, n, c == choices.sort) for c, n in options))

    def _head(self, code: str, name: str, unit: str, choices: Choices) -> Head:
        own = choices.sort.removeprefix("-") == code
        descending = choices.sort.startswith("-")
        if own:
            turned = code if descending else f"-{code}"
            state = "descending" if descending else "ascending"
        else:
            turned, state = SORTS[code], ""
        query = choices.query(sort=turned if turned != "-points" else "")
        return Head(code, name, unit, query, state, self._note(code, name))

    def _note(self, code: str, name: str) -> Door:
        texts = {
            "member": _("The organisation whose figures are rated."),
            "class": _("Set anew each year by the sum of points."),
            "points": _("The sum of the points of all scored indicators."),
            "change": _("Points of this round less points of the round before."),
            "next": _("Points still needed for the class above; the best class has none above it."),
            "boundary": _(
                "In what share of the redraws of the reported figures, within the stated reporting "
                "error, the member has this class. Where it is less than nine in ten, the member "
                "is near a boundary."
            ),
            "fee": _("What the class costs a year."),
        }
        return Door(
            key=f"note-{code}",
            text=name,
            title=name,
            lines=(
                (_("What it is"), texts[code]),
                (_("As of"), day(self.rated.round.as_of, self.locale)),
                (_("Source"), self.scheme.name.said_in(self.locale)),
            ),
        )

    def grouped(self, rows: list[Row], by: str) -> Iterable[Group]:
        """The rows under the headings of a class or a peer axis, empty groups left out."""
        if by == ALL_TOGETHER:
            headings = {"": ""}
        elif by == BY_CLASS:
            headings = {
                one.code: _("Class %(class)s: %(points)s points")
                % {"class": one.code, "points": band_text(one.printed, self.locale)}
                for one in self.scheme.grades
            }
        else:
            axis = self.axes[by]
            name = axis.name.said_in(self.locale)
            headings = {one.code: f"{name}: {one.name.said_in(self.locale)}" for one in axis.groups}
            headings[""] = _("No group")
        for code, heading in headings.items():
            found = tuple(row for row in rows if _group_of(row, by) == code)
            if found:
                yield Group(heading, found)

    def incomplete(self) -> Iterable[Incomplete]:
        for one in self.rated.members:
            card = one.result.card
            if card.status is Status.INCOMPLETE:
                yield Incomplete(
                    slug=one.slug,
                    name=card.member.name,
                    legal_form=labels.legal_form(card.member.legal_form, self.scheme, self.locale),
                    missing=tuple(labels.element(code, self.locale) for code in card.missing),
                    indicators=tuple(
                        self.scheme.column(score.column).name.said_in(self.locale)
                        for score in card.scores
                        if score.match is None
                    ),
                )

    def unrated(self) -> Iterable[Unrated]:
        for one in self.rated.members:
            card = one.result.card
            if card.status is Status.NOT_RATED:
                assert card.fee_vnd is not None
                category = labels.category(card.member.category)
                fee = number(card.fee_vnd, self.locale, 0)
                yield Unrated(one.slug, card.member.name, category, fee)

    def selects(self, choices: Choices, rows: list[Row]) -> Iterable[Select]:
        """The filters, each with the options that some member has."""
        by = [(BY_CLASS, _("class"))]
        by += [(one.code, one.name.said_in(self.locale).lower()) for one in self.scheme.peer_axes]
        by.append((ALL_TOGETHER, _("not grouped")))
        yield Select("by", _("Group by"), tuple((c, n, c == choices.by) for c, n in by))
        everything = ("", _("all"))
        present = {row.grade for row in rows}
        classes = [everything, *((c, c) for c in self.grades if c in present)]
        yield Select("class", _("Class"), tuple((c, n, c == choices.grade) for c, n in classes))
        for axis in self.scheme.peer_axes:
            held = {row.groups.get(axis.code) for row in rows}
            groups = [everything]
            groups += [(g.code, g.name.said_in(self.locale)) for g in axis.groups if g.code in held]
            chosen = choices.groups.get(axis.code, "")
            options = tuple((c, n, c == chosen) for c, n in groups)
            yield Select(axis.code, axis.name.said_in(self.locale), options)
        near = [everything, ("1", _("near a boundary"))]
        now = "1" if choices.near else ""
        yield Select("near", _("Boundary"), tuple((c, n, c == now) for c, n in near))


def change_text(change: int | None) -> str:
    """A change of points with its sign; nothing where there is none to compare with."""
    if change is None:
        return ""
    return f"+{change}" if change > 0 else str(change).replace("-", "−")


def change_words(change: int | None) -> str:
    """The same in words, for those who do not see the sign."""
    if change is None:
        return _("not in the round before")
    if change == 0:
        return _("no change")
    if change > 0:
        return ngettext("%(count)d point more", "%(count)d points more", change) % {"count": change}
    return ngettext("%(count)d point fewer", "%(count)d points fewer", -change) % {"count": -change}


def share_text(share: float | None, locale: str) -> str:
    """A share of redraws as a whole per cent; never 100 % or 0 % unless it is so exactly."""
    if share is None:
        return ""
    if 0 < share < 0.01:
        return f"< {_per_cent(1, locale)}"
    if 0.99 < share < 1:
        return f"> {_per_cent(99, locale)}"
    return _per_cent(round(share * 100), locale)


def _per_cent(whole: int, locale: str) -> str:
    return f"{number(whole, locale, 0)}\u00a0%"


def _group_of(row: Row, by: str) -> str:
    if by == ALL_TOGETHER:
        return ""
    return row.grade if by == BY_CLASS else row.groups.get(by, "")


def _wanted(row: Row, choices: Choices) -> bool:
    return (
        (not choices.grade or row.grade == choices.grade)
        and (not choices.near or row.near)
        and all(row.groups.get(axis) == group for axis, group in choices.groups.items())
    )


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """By the column asked for; members without the figure last, ties by points and then by name."""
    code = sort.removeprefix("-")
    ordered = sorted(rows, key=lambda row: (-row.points, row.name.casefold()))
    known = [(key, row) for row in ordered if (key := row.keys[code]) is not None]
    known.sort(key=lambda one: one[0], reverse=sort.startswith("-"))
    return [row for _key, row in known] + [row for row in ordered if row.keys[code] is None]


def _by(number: float | None) -> SortKey | None:
    return None if number is None else (number, "")
