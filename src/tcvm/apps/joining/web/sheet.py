"""An application as it was sent, line by line, and how it differs from what was sent before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tcvm.apps.joining import words
from tcvm.apps.joining.filing import asked_of
from tcvm.apps.joining.models import Application, Draft, Submission
from tcvm.apps.joining.requirements import Fact, FactKind
from tcvm.apps.members.public import legal_forms, province_name


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact; `before` is what stood there in the submission before, where that was something else.

    `marked` is whether the secretariat asked for it to be put right.
    """

    code: str
    name: str
    text: str
    before: str
    changed: bool
    marked: bool = False


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper: the file and its size, or that it is not there."""

    code: str
    name: str
    needed: bool
    file: object = None
    file_name: str = ""
    size: int = 0
    changed: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of a submission."""

    revision: int
    sent: str
    category: str
    conduct: str
    facts: tuple[FactLine, ...]
    papers: tuple[PaperLine, ...]


def sheet_of(application: Application, marked: tuple[str, ...] = ()) -> Sheet:
    """What was sent last, against what was sent before it."""
    submissions = list(application.submissions.prefetch_related("papers__file__content"))
    last = submissions[-1]
    before = submissions[-2] if len(submissions) > 1 else None
    return Sheet(
        revision=last.revision,
        sent=words.moment(last.recorded_at),
        category=words.category(last.category),
        conduct=_conduct(last),
        facts=tuple(_facts(last, before, marked)),
        papers=tuple(_papers(last, before, marked)),
    )


def _conduct(sent: Submission) -> str:
    if sent.conduct_version:
        return _("Accepted, version %(version)s") % {"version": sent.conduct_version}
    return _("Not asked for")


def _facts(last: Submission, before: Submission | None, marked: tuple[str, ...]) -> list[FactLine]:
    found = []
    for fact in asked_of(last).facts:
        text = shown(fact, last.answers)
        earlier = shown(fact, before.answers) if before is not None else text
        if text or earlier:
            found.append(
                FactLine(
                    fact.code,
                    words.said(fact.name),
                    text,
                    earlier,
                    changed=text != earlier,
                    marked=fact.code in marked,
                )
            )
    return found


def _papers(
    last: Submission, before: Submission | None, marked: tuple[str, ...]
) -> list[PaperLine]:
    held = {one.code: one.file for one in last.papers.all()}
    earlier = {one.code: one.file.content_id for one in before.papers.all()} if before else {}
    found = []
    for paper in asked_of(last).papers:
        file = held.get(paper.code)
        needed = paper.needed(last.category)
        if file is None and not needed:
            continue
        found.append(
            PaperLine(
                paper.code,
                words.said(paper.name),
                needed,
                file=file.pk if file else None,
                file_name=file.name if file else "",
                size=file.content.size_bytes if file else 0,
                changed=before is not None
                and (file.content_id if file else "") != earlier.get(paper.code, ""),
                marked=paper.code in marked,
            )
        )
    return found


def draft_papers(draft: Draft, sent: Submission | None) -> list[PaperLine]:
    """The papers of a draft, or of what was `sent` while none is there.

    Those that are not needed may be attached all the same.
    """
    if draft.pk is not None:
        rows = draft.papers.defer("content")
        held = {one.code: (one.name, one.size_bytes) for one in rows}
    elif sent is not None:
        files = {one.code: one.file for one in sent.papers.select_related("file__content")}
        held = {code: (file.name, file.content.size_bytes) for code, file in files.items()}
    else:
        held = {}
    nothing = ("", 0)
    return [
        PaperLine(
            paper.code,
            words.said(paper.name),
            paper.needed(draft.category),
            file_name=held.get(paper.code, nothing)[0],
            size=held.get(paper.code, nothing)[1],
        )
        for paper in asked_of(draft).papers
    ]


def shown(fact: Fact, answers: Mapping[str, str]) -> str:
    """An answer as people read it."""
    text = answers.get(fact.code, "")
    if not text:
        return ""
    match fact.kind:
        case FactKind.LEGAL_FORM:
            known = legal_forms().get(text)
            return words.said(known) if known is not None else text
        case FactKind.PROVINCE:
            return province_name(text)
        case FactKind.DATE:
            return words.day_or_text(text)
        case _:
            return text
