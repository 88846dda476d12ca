"""The demo: published figures loaded into an embedded database, rated, and served.

`prepare` may be called at every start: what is done already is found done, quickly, and nothing
is written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcvm.config import environment
from tcvm.config.supervision import Supervised
from tcvm.domain.text import Text

if TYPE_CHECKING:
    from tcvm.apps.ratings.public import MemberFigures, RoundFigures, RoundSummary
    from tcvm.domain.problems import Problem

#: Told of each step by a code: `database`, `assets`, `round` with the round's code, `ready`.
Progress = Callable[[str, str], None]


class DemoUnreadable(ValueError):
    """A file of the demo that cannot be used; its problems are in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(f"{one.place}: {one.code}" for one in problems))
        self.problems = list(problems)


def prepare(on_progress: Progress = lambda *_: None) -> list[RoundSummary]:
    """Make the database, load and rate the demo's rounds, and gather the pages' assets.

    Returns every round at its newest revision, oldest first. Raises EnvironmentProblem for a data
    directory that cannot be used, DemoUnreadable for a demo file that cannot be read.
    """
    _set_up()
    from django.conf import settings

    from tcvm.apps.ratings import public

    on_progress("database", "")
    _migrate()
    now = dt.datetime.now(dt.UTC)
    for figures in rounds():
        on_progress("round", figures.code)
        public.load(figures=figures, now=now)
    on_progress("assets", "")
    collect_assets(Path(settings.STATIC_ROOT))
    on_progress("ready", "")
    return public.summaries()


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the pages, and work behind them, until interrupted (Ctrl+C). Call `prepare` first.

    The work is done by a process of its own, `tcvm work`, which ends with this one.
    """
    if host not in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        # A host that is served is a host that may be asked for.
        wanted = {*environment.LOCAL_HOSTS, f"[{host}]" if ":" in host else host}
        os.environ.setdefault("ALLOWED_HOSTS", ",".join(sorted(wanted)))
    _set_up()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "tcvm.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(1, min(2, os.cpu_count() or 1)),
        blocking_threads=4,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    worker = [sys.executable, "-m", "tcvm", "work", "--parent", str(os.getpid())]
    with Supervised(worker):
        server.serve()


def _set_up() -> None:
    """Start Django on the data directory; a key is made there if none is given."""
    os.environ.setdefault("TCVM_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcvm.config.settings")
    environment.make_home(environment.read().home)
    import django

    django.setup()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def collect_assets(target: Path) -> None:
    """Gather, compress and fingerprint the pages' assets in `target`, if they are not there yet."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{name}\0".encode())
            with storage.open(name) as file:
                digest.update(file.read())
    stamp = target / ".collected"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest(), encoding="ascii")


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
        members=_members(path),
        attribution=_text(listed["source"]["text"]),
        licence_url=listed["source"]["licence_url"],
        notice=_text(listed["notice"]),
        derivations=tuple(
            FigureDerivation(tuple(d["columns"]), _text(d["how"]), d["approximate"])
            for d in listed["derived"]
        ),
    )


def _members(path: Path) -> tuple[MemberFigures, ...]:
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
