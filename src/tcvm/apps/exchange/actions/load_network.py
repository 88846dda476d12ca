"""Put the register of a network back from its export as one JSON document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tcvm.apps.exchange.refusals import refuse
from tcvm.apps.members.public import NOT_LOADED, NetworkGiven, load_holdings
from tcvm.documents.exports.write import SCHEMA
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.viewer import Viewer

#: Whoever runs the platform, at its own terminal.
OPERATOR = Viewer("system:networks-load", "tcvm networks load")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was put back, and how many rows of which tables the document only lists."""

    network: str
    rows: Mapping[str, int]
    left: Mapping[str, int]


def load_network(*, document: object, now: dt.datetime) -> Loaded:
    """Put back all that `document` holds of the register, or nothing.

    Raises Refused: `not_an_export`, and what `load_holdings` finds, each problem at its table and
    row.
    """
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise refuse("not_an_export", schema=SCHEMA)
    about = document.get("about")
    said = about if isinstance(about, dict) else {}
    tables = {name: rows for name, rows in document.items() if _is_table(rows)}
    code, vi, en = (str(said.get(name, "")) for name in ("network", "name_vi", "name_en"))
    if not (code and vi and en):
        raise refuse("not_an_export", schema=SCHEMA)
    rows = load_holdings(
        network=NetworkGiven(code, Text(vi, en)), tables=tables, actor=OPERATOR, now=now
    )
    left = {name: len(tables[name]) for name in NOT_LOADED if tables.get(name)}
    return Loaded(code, rows, left)


def _is_table(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
