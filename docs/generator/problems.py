"""The problems and findings that people are told of, with their sentences."""

from __future__ import annotations

from collections.abc import Iterable

from docs.generator.markdown import code, page, table
from tcvm.documents.words import words
from tcvm.domain.text import Text

INTRODUCTION = """
What is wrong with an input is a code with parameters; sentences are made of it where a person
reads them. `{names}` stand for the parameters. An *error* blocks, a *warning* and a *note* do
not.

On standard error and in a terminal a problem reads `FILE:row:column: sentence`; in JSON it stands
under `problems` with its code.
"""

SECTIONS = {
    "file": "The file",
    "workbook": "The workbook",
    "table": "The table",
    "member": "The member",
    "number": "Numbers",
    "rating": "The rating",
    "catalogue": "Catalogue files",
    "formula": "Formulas",
}

FINDINGS = """
## Findings in a scheme

What `tcvm scheme check` finds. `{closed}` says which of rounding, a correction and the floor
gives the values points; where nothing does, the scheme is refused.
"""


def pages() -> dict[str, str]:
    """The page of problems."""
    sentences = {
        code: text for code, text in words("problems").items() if _kind(code) != "severity"
    }
    kinds = dict.fromkeys([*SECTIONS, *map(_kind, sentences)])
    blocks = []
    for kind in kinds:
        own = [(code, text) for code, text in sentences.items() if _kind(code) == kind]
        blocks += [f"## {SECTIONS.get(kind, kind.capitalize())}", _table(own)]
    findings = [
        (code.removeprefix("fault."), text)
        for code, text in words("findings").items()
        if code.startswith("fault.")
    ]
    blocks += [FINDINGS, _table(findings)]
    return {"reference/problems.md": page("Problems", INTRODUCTION, *blocks)}


def _kind(code: str) -> str:
    return code.partition(".")[0]


def _table(sentences: Iterable[tuple[str, Text]]) -> str:
    rows = [[code(name), text.en, text.vi] for name, text in sentences]
    return table(["code", "English", "Vietnamese"], rows)
