"""The papers of the demo: made up from its tables, so that there is something to open."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tcvm.apps.members.public import Upload

#: A line of a paper: what it says, and of what; the latter may be empty.
Line = tuple[str, str]


def paper(*, name: str, issuer: str, title: str, lines: Iterable[Line], footer: str) -> Upload:
    """A page under `name`, a PDF. The same words are the same bytes."""
    import typst

    from tcvm.apps.members.public import Upload

    said: Mapping[str, object] = {
        "issuer": issuer,
        "title": title,
        "lines": list(lines),
        "footer": footer,
    }
    with (
        as_file(files("tcvm.demo.networks") / "paper.typ") as template,
        as_file(files("tcvm.documents") / "fonts") as fonts,
    ):
        pdf = typst.compile(
            template,
            format="pdf",
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(said, ensure_ascii=False)},
            timestamp=0,
        )
    assert isinstance(pdf, bytes), "a PDF is one file"
    return Upload(io.BytesIO(pdf), name)
