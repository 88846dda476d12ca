"""The demo's networks: read from the tables of `tcvm.demo.networks`, row by row, as they stand."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tcvm.domain.text import Text

if TYPE_CHECKING:
    from tcvm.apps.members.public import DecisionGiven, Entry, Upload

FOLDER = files("tcvm.demo.networks")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DemoNetwork:
    """A network of the demo; `keeper` is the user name of who keeps its register."""

    code: str
    name: Text
    keeper: str


@cache
def listed() -> Mapping[str, Any]:
    """What `networks.toml` says."""
    return tomllib.loads((FOLDER / "networks.toml").read_text(encoding="utf-8"))


def networks() -> list[DemoNetwork]:
    """The networks, in the order in which their registers are taken over."""
    return [DemoNetwork(one["code"], both(one["name"]), one["keeper"]) for one in _listed()]


def names(locale: str) -> dict[str, str]:
    """What networks and organisations are called now, by their codes."""
    found = {one.code: one.name for one in networks()}
    for row in _rows("organisations"):
        found[row["code"]] = Text(row["name_vi"], row["name_en"])
    return {code: name.en if locale == "en" else name.vi for code, name in found.items()}


def taken_over_at() -> dt.datetime:
    """The moment at which the networks began to use the platform."""
    moment: dt.datetime = listed()["taken_over"]
    return moment


def digest() -> str:
    """The SHA-256 of all the demo's networks hold: another one is another demo."""
    found = hashlib.sha256()
    for one in sorted(FOLDER.iterdir(), key=lambda one: one.name):
        if one.name.endswith((".csv", ".toml")):
            found.update(f"{one.name}\0".encode() + one.read_bytes())
    return found.hexdigest()


def entries() -> list[tuple[dt.datetime, Entry]]:
    """All entries of both registers with the moment at which each was recorded, day after day.

    What is older than the platform was recorded when it was taken over, a second apiece; what
    came later on the morning of its day.
    """
    started = taken_over_at()
    dated = sorted(_dated(), key=lambda pair: pair[0])
    found = []
    for second, (day, one) in enumerate(dated):
        morning = dt.datetime.combine(day, started.timetz())
        found.append((max(started, morning) + dt.timedelta(seconds=second), one))
    return found


def _dated() -> Iterator[tuple[dt.date, Entry]]:
    """Every entry with its day; of one day, in the order in which they build upon each other."""
    kept_by = _kept_by()
    called = names("vi")
    decisions = _decisions(called)
    yield from _organisations(kept_by)
    yield from _people(kept_by)
    yield from _codes()
    yield from _signatures(called)
    yield from _steps(decisions)
    yield from _supports(decisions)
    yield from _posts(kept_by)
    yield from _events()
    yield from _documents(called)
    yield from _notes()


def _kept_by() -> dict[str, str]:
    """In whose register each organisation and person stands: of several, the first to admit it."""
    found: dict[str, str] = {}
    for one in _rows("memberships"):
        found.setdefault(one["member"], one["network"])
    for one in _rows("posts"):
        found.setdefault(one["person"], found[one["organisation"]])
    return found


def _organisations(kept_by: Mapping[str, str]) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import OrganisationFacts, OrganisationStated

    for one in _rows("organisations"):
        since = _date(one["since"])
        facts = OrganisationFacts(
            name_vi=one["name_vi"],
            name_en=one["name_en"],
            legal_form=one["legal_form"],
            source=one["source"],
            abbreviation=one["abbreviation"],
            licence_number=one["licence_number"],
            licence_issuer=one["licence_issuer"],
            licence_issued_on=_date_or_none(one["licence_issued_on"]),
            founded_year=int(one["founded_year"]),
            owner=one["owner"],
            street=one["street"],
            place=one["place"],
            phone=one["phone"],
            email=one["email"],
            website=one["website"],
        )
        yield since, OrganisationStated(kept_by[one["code"]], one["code"], since, facts)


def _people(kept_by: Mapping[str, str]) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import PersonFacts, PersonStated

    for one in _rows("people"):
        since = _date(one["since"])
        facts = PersonFacts(
            name=one["name"],
            source=one["source"],
            email=one["email"],
            phone=one["phone"],
            place=one["place"],
        )
        yield since, PersonStated(kept_by[one["code"]], one["code"], since, facts)


def _codes() -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import CodeAdopted

    for network in _listed():
        for one in network["codes"]:
            yield (
                one["since"],
                CodeAdopted(
                    network=network["code"],
                    version=one["version"],
                    title=both(one["title"]),
                    since=one["since"],
                    grace_days=one["grace_days"],
                    source=one["source"],
                ),
            )


def _signatures(called: Mapping[str, str]) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import CodeSigned

    titles = {
        (network["code"], code["version"]): code["title"]["vi"]
        for network in _listed()
        for code in network["codes"]
    }
    for one in _rows("signatures"):
        signed_on = _date(one["signed_on"])
        yield (
            signed_on,
            CodeSigned(
                network=one["network"],
                organisation=one["organisation"],
                version=one["version"],
                year=int(one["year"]),
                signed_on=signed_on,
                signed_by=one["signed_by"],
                evidence=one["evidence"],
                paper=made(
                    one["paper"],
                    called[one["network"]],
                    titles[one["network"], one["version"]],
                    ("organisation", called[one["organisation"]]),
                    ("year", one["year"]),
                    ("signed_by", one["signed_by"]),
                    ("signed_on", f"{signed_on:%d/%m/%Y}"),
                ),
            ),
        )


def _steps(decisions: dict[tuple[str, str], DecisionGiven]) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import StepTaken
    from tcvm.domain.membership.standing import Step
    from tcvm.domain.scoring.scheme import Category

    for one in _rows("memberships"):
        since = _date(one["since"])
        yield (
            since,
            StepTaken(
                network=one["network"],
                member=one["member"],
                step=Step(one["step"]),
                since=since,
                decision=_taken_once(decisions, one),
                category=Category(one["category"]) if one["category"] else None,
                reason=one["reason"],
            ),
        )


def _supports(
    decisions: Mapping[tuple[str, str], DecisionGiven],
) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import SupportNamed

    for network in _listed():
        if "support" not in network:
            continue
        one = network["support"]
        decision = decisions[network["code"], one["decision"]]
        named = SupportNamed(network["code"], one["organisation"], one["since"], decision)
        yield one["since"], named


def _posts(kept_by: Mapping[str, str]) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import PostHeld, PostKind

    for one in _rows("posts"):
        since = _date(one["since"])
        yield (
            since,
            PostHeld(
                network=kept_by[one["organisation"]],
                organisation=one["organisation"],
                person=one["person"],
                kind=PostKind(one["kind"]),
                since=since,
                until=_date_or_none(one["until"]),
                source=one["source"],
            ),
        )


def _events() -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import EventHappened, Precision

    for one in _rows("events"):
        day = _date(one["happened_on"])
        yield (
            day,
            EventHappened(
                network=one["network"],
                member=one["member"],
                happened_on=day,
                precision=Precision(one["precision"]),
                text=Text(one["text_vi"], one["text_en"]),
                source=one["source"],
            ),
        )


def _notes() -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import NoteWritten

    for one in _rows("notes"):
        yield _date(one["written_on"]), NoteWritten(one["network"], one["member"], one["text"])


def _documents(called: Mapping[str, str]) -> Iterator[tuple[dt.date, Entry]]:
    from tcvm.apps.members.public import DocumentKind, Paper, PaperKept

    started = taken_over_at().date()
    for one in _rows("documents"):
        day = _date(one["dated_on"])
        said = [("member", called[one["member"]]), ("dated_on", f"{day:%d/%m/%Y}")]
        file = made(one["file"], called[one["network"]], one["title"], *said)
        assert file is not None, "every document names its file"
        paper = Paper(DocumentKind(one["kind"]), one["title"], day, file)
        of_membership = bool(one["of_membership"])
        # Older papers were handed in when all the rest was there.
        yield max(day, started), PaperKept(one["network"], one["member"], paper, of_membership)


def _decisions(called: Mapping[str, str]) -> dict[tuple[str, str], DecisionGiven]:
    """The decisions, each with its paper, which lists what was decided."""
    from tcvm.apps.members.public import DecisionGiven

    people = {one["code"]: one["name"] for one in _rows("people")}
    steps: Mapping[str, str] = listed()["paper"]["steps"]
    decided: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in _rows("memberships"):
        who = called.get(one["member"]) or people[one["member"]]
        line = ("decides", f"{steps[one['step']]}: {who}")
        decided.setdefault((one["network"], one["decision"]), []).append(line)
    found = {}
    for one in _rows("decisions"):
        key, day = (one["network"], one["number"]), _date(one["decided_on"])
        said = [("body", one["body"]), ("decided_on", f"{day:%d/%m/%Y}"), *decided.get(key, [])]
        file = made(one["paper"], called[one["network"]], one["number"], *said)
        found[key] = DecisionGiven(one["number"], day, one["body"], one["source"], file)
    return found


def _taken_once(decisions: dict[tuple[str, str], DecisionGiven], step: Row) -> DecisionGiven:
    """The decision of a step. Its paper is handed in with the first step that rests on it."""
    key = (step["network"], step["decision"])
    found = decisions[key]
    decisions[key] = replace(found, paper=None)
    return found


def made(name: str, issuer: str, title: str, *said: tuple[str, str]) -> Upload | None:
    """A paper under `name`, if it has one; `said` are lines, each under the code of its words."""
    from tcvm.config.demo.papers import paper

    if not name:
        return None
    words: Mapping[str, str] = listed()["paper"]["words"]
    lines = [(words[code], text) for code, text in said]
    return paper(
        name=name, issuer=issuer, title=title, lines=lines, footer=listed()["paper"]["footer"]
    )


def _listed() -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = listed()["networks"]
    return found


def _rows(table: str) -> list[Row]:
    text = (FOLDER / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _date_or_none(text: str) -> dt.date | None:
    return _date(text) if text else None


def both(given: Mapping[str, str]) -> Text:
    """A text of which a file gives both languages."""
    return Text(given["vi"], given["en"])
