"""The demo's rounds: published yearly figures, read from `tcvm.demo`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcvm.config.demo.unreadable import DemoUnreadable
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from tcvm.apps.ratings.public import MemberFigures, RoundFigures
    from tcvm.domain.problems import Problem


def rounds() -> Iterator[RoundFigures]:
    """The rounds that `tcvm.demo` lists."""
    folder = files("tcvm.demo")
    listed = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    for one in listed["rounds"]:
        with as_file(folder / one["file"]) as path:
            yield _round(one, listed, path)


def _round(one: Mapping[str, Any], listed: Mapping[str, Any], path: Path) -> RoundFigures:
    from tcvm.apps.ratings.public import FigureDerivation, RoundFigures

    return RoundFigures(
        code=one["code"],
        year=one["year"],
        as_of=one["as_of"],
        title=_text(one["title"]),
        scheme=listed["scheme"],
        currency=listed["currency"],
        members=read_members_of(path),
        attribution=_text(listed["source"]["text"]),
        licence_url=listed["source"]["licence_url"],
        notice=_text(listed["notice"]),
        derivations=tuple(
            FigureDerivation(tuple(d["columns"]), _text(d["how"]), d["approximate"])
            for d in listed["derived"]
        ),
    )


def read_members_of(path: Path) -> tuple[MemberFigures, ...]:
    """The members of one file with the cell of each figure. Raises DemoUnreadable."""
    from tcvm.apps.ratings.public import MemberFigures
    from tcvm.documents import catalogue
    from tcvm.documents.tables import read_members
    from tcvm.domain.problems import errors

    problems: list[Problem] = []
    members = []
    for one in read_members(path, catalogue.elements(), problems=problems):
        places = {code: replace(one.place(code), file=path.name) for code in one.member.figures}
        members.append(MemberFigures(one.member, places))
    if found := errors(problems):
        raise DemoUnreadable(found)
    return tuple(members)


def _text(both: Mapping[str, str]) -> Text:
    return Text(both["vi"], both["en"])
