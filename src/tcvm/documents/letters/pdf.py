"""Letters as PDF: the addressee's language first, the other on a page of its own.

The document is tagged and meets PDF/UA-1, unless a name has letters that the fonts lack. It reads
no clock and uses the fonts of the package alone: the same record gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any, Final

import typst

from tcvm.documents.letters.compose import composed

_STANDARD: Final = "ua-1"
_LOCALES = ("vi", "en")


def render_letter(record: Mapping[str, Any]) -> bytes:
    """The letter of `record` (see `compose`). What it holds is set as text, never as markup."""
    locales = sorted(_LOCALES, key=lambda one: one != record["locale"])
    pages = json.dumps([asdict(composed(record, one)) for one in locales], ensure_ascii=False)
    with (
        as_file(files("tcvm.documents.letters") / "letter.typ") as template,
        as_file(files("tcvm.documents") / "fonts") as fonts,
    ):
        compiler = typst.Compiler(
            template, font_paths=[fonts], ignore_system_fonts=True, sys_inputs={"pages": pages}
        )
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=[_STANDARD], timestamp=0)
        except typst.TypstError:
            # A letter that no font has: a box in its place is better than no letter.
            pdf = compiler.compile(format="pdf", timestamp=0)
    assert isinstance(pdf, bytes), "a PDF is one file"
    return pdf
