"""The forms of catalogue files: a JSON Schema each, and a page that explains them."""

from __future__ import annotations

from docs.generator.forms import Form, schema_text
from docs.generator.markdown import page
from tcvm.documents.catalogue.models import (
    Document,
    ElementDocument,
    IndicatorDocument,
    RatesDocument,
    SchemeDocument,
)

KINDS: dict[str, tuple[type[Document], str]] = {
    "element": (ElementDocument, "elements/CODE.toml"),
    "indicator": (IndicatorDocument, "indicators/CODE.toml"),
    "scheme": (SchemeDocument, "schemes/CODE.toml"),
    "rates": (RatesDocument, "rates/usd_vnd.toml"),
}

INTRODUCTION = """
What a network has decided is data: TOML files under `src/tcvm/catalogue`, read by models that
know every field. A file is refused with all its faults at once, each named by its field; a key
that is not known is a fault, so a misspelt key can never be a decision silently lost. Decimals
are read exactly.

Files of the catalogue are named after their code. A scheme may also be a file of your own: `tcvm
rate --scheme FILE.toml`. The JSON Schemas below describe the same forms for editors and programs;
a decimal may be a number or a text such as `"22720"`.
"""

BEYOND = """
## What is checked beyond the form

- Every element that a formula, or another element's `part_of`, names must exist;
  no element may be a part of itself, over however many steps.
- A formula must be within the [grammar](indicators.md), at most 1,000 characters long and 32
  parentheses deep.
- A printed band must be readable: `> 30,000`, `≥ 160 %`, `2.1–3 %`, `< 0 %`.
- A correction must give the points of a printed band; a reading must touch columns that exist, and
  decide what its kind can decide.
- `extends` must name a scheme of the catalogue. The file then states only what differs; of
  `readings`, one with the same code replaces the other's.
- Beyond all that, [`tcvm scheme check`](command-line.md#tcvm-scheme-check) looks for holes and
  overlaps, and a scheme with an open one is refused wherever it is used.
"""


def pages() -> dict[str, str]:
    """The page of catalogue files and their schemas."""
    found = {
        f"reference/schemas/{kind}.schema.json": schema_text(model, f"tcvm catalogue: {kind}")
        for kind, (model, _) in KINDS.items()
    }
    blocks = [_kind(kind, model, path) for kind, (model, path) in KINDS.items()]
    found["reference/catalogue-files.md"] = page("Catalogue files", INTRODUCTION, *blocks, BEYOND)
    return found


def _kind(kind: str, model: type[Document], path: str) -> str:
    where = f"`{path}` · [JSON Schema](schemas/{kind}.schema.json)"
    return "\n\n".join([f"## {kind.capitalize()}", where, *Form(model, name=kind).blocks()])
