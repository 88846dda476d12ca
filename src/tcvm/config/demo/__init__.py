"""The demo: published figures and two invented networks in an embedded database, served.

`prepare` may be called at every start: what is done already is found done, quickly, and nothing
is written.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tcvm.config import environment
from tcvm.config.demo.load import NotADemo, load_networks
from tcvm.config.demo.printed import print_codes, print_people
from tcvm.config.demo.rounds import rounds
from tcvm.config.demo.unreadable import DemoUnreadable

if TYPE_CHECKING:
    from tcvm.apps.ratings.public import RoundSummary

__all__ = [
    "DemoUnreadable",
    "NotADemo",
    "Progress",
    "collect_assets",
    "prepare",
    "print_codes",
    "print_people",
    "rounds",
    "serve",
    "set_up",
]

#: Told of each step by a code: `database`, `networks`, `round` with the round's code, `assets`,
#: `ready`.
Progress = Callable[[str, str], None]


def prepare(on_progress: Progress = lambda *_: None) -> list[RoundSummary]:
    """Make the database, load the demo's networks and rounds, and gather the pages' assets.

    Returns every round at its newest revision, oldest first. Raises EnvironmentProblem for a data
    directory that cannot be used, NotADemo for a database that holds anything else, DemoUnreadable
    for a demo file that cannot be read.
    """
    set_up()
    from django.conf import settings

    from tcvm.apps.ratings import public

    on_progress("database", "")
    _migrate()
    on_progress("networks", "")
    load_networks()
    now = dt.datetime.now(dt.UTC)
    for figures in rounds():
        on_progress("round", figures.code)
        public.load(figures=figures, now=now)
    on_progress("assets", "")
    collect_assets(Path(settings.STATIC_ROOT))
    on_progress("ready", "")
    return public.summaries()


def serve(host: str = "127.0.0.1", port: int = 8000) -> NoReturn:
    """Serve the pages, and work behind them, until interrupted (Ctrl+C). Call `prepare` first.

    This process becomes the server (`server.py` says why) and does not return.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    command = [sys.executable, "-m", "tcvm.config.demo.server", host, str(port)]
    os.execv(sys.executable, command)  # noqa: S606 - the platform's own


def set_up() -> None:
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
