"""Why a file is not taken, and the sentences that say so and what a sweep of the store found."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tcvm.domain.problems import Problem
from tcvm.foundation.files.faults import Fault
from tcvm.foundation.files.kinds import Kind

KIND_NAMES = {
    Kind.PDF: "PDF",
    Kind.PNG: "PNG",
    Kind.JPEG: "JPEG",
    Kind.XLSX: "XLSX",
    Kind.DOCX: "DOCX",
    Kind.TEXT: _("text or CSV"),
}

SENTENCES = {
    "file.empty": _("The file is empty."),
    "file.too_large": _("The file is larger than %(limit_mib)s MiB."),
    "file.unknown": _("What the file holds is not recognised. Accepted: %(accepted)s."),
    "file.not_accepted": _("The file is %(found)s. Accepted: %(accepted)s."),
    "file.damaged": _("The file is damaged or incomplete (%(found)s). Save it again and retry."),
    "file.unpacks_too_large": _("Unpacked, the file would be too large."),
    "file.macros": _("The file holds macros. Save it without them and retry."),
    "file.encrypted": _("The file is protected by a password. Remove it and retry."),
    "file.image_too_large": _("The picture has more than %(limit_megapixels)s million points."),
}

FAULTS = {
    Fault.MISSING: _("missing"),
    Fault.ALTERED: _("altered"),
    Fault.ORPHAN: _("belongs to no file"),
    Fault.UNFINISHED: _("not finished writing"),
}


class FileRefused(ValueError):
    """A file that is not taken; nothing of it was kept."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code} {dict(problem.parameters)}")
        self.problem = problem


def refusal(code: str, **parameters: object) -> FileRefused:
    """The refusal of that code; kinds stand in `parameters` as lists of their codes."""
    assert code in SENTENCES
    return FileRefused(Problem(code, parameters=parameters))


def sentence(problem: Problem) -> str:
    """What a reader is told, in the language of the moment."""
    words = {name: _said(value) for name, value in problem.parameters.items()}
    return str(SENTENCES[problem.code]) % words


def _said(value: object) -> str:
    if isinstance(value, list):
        return gettext(", ").join(str(KIND_NAMES[Kind(one)]) for one in value)
    return str(KIND_NAMES[Kind(str(value))]) if value in set(Kind) else str(value)


def verdict(contents: int, lost: int) -> str:
    """What a sweep over `contents` came to, `lost` of them missing or altered."""
    said = gettext("%(contents)s contents read, %(lost)s missing or altered.")
    return said % {"contents": contents, "lost": lost}
