"""The catalogue's places and legal forms, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tcvm.domain.membership.periods import Period
from tcvm.domain.membership.places import Area, Gazetteer, Level
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@cache
def gazetteer() -> Gazetteer:
    """All provinces and districts. Raises ValueError where the catalogue does not fit together."""
    return Gazetteer.of(_areas())


@cache
def legal_forms() -> Mapping[str, Text]:
    """The legal forms by code, in the order in which counts show them."""
    listed = _read("legal_forms/legal_forms.toml")["legal_forms"]
    return {one["code"]: Text(one["name"]["vi"], one["name"]["en"]) for one in listed}


def _areas() -> Iterator[Area]:
    for one in _read("places/provinces.toml")["provinces"]:
        yield Area(
            code=one["code"],
            name=one["name"],
            level=Level.PROVINCE,
            period=Period(one.get("since"), one.get("until")),
            becomes=one.get("becomes", ""),
        )
    districts = _read("places/districts.toml")
    period = Period(None, districts["until"])
    for province, listed in districts["districts"].items():
        for code, name in listed.items():
            yield Area(code, name, Level.DISTRICT, period, within=province)


def _read(path: str) -> dict[str, Any]:
    return tomllib.loads((files("tcvm.catalogue") / path).read_text(encoding="utf-8"))
