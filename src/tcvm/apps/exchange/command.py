"""`tcvm networks`: put a network's data back from its own export."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click


@click.group()
def networks() -> None:
    """Look after whole networks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcvm.config.settings")
    import django

    django.setup()


@networks.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)
def load(file: Path, locale: str) -> None:
    """Put the register of a network back from FILE, its export as JSON; all of it or nothing.

    The network must have no member here yet. Exit status 1 where FILE cannot be put back.
    """
    from django.utils import timezone
    from django.utils.translation import gettext as _
    from django.utils.translation import override

    from tcvm.apps.exchange.actions.load_network import load_network
    from tcvm.apps.exchange.refusals import Refused
    from tcvm.apps.exchange.web import wording

    with override(locale):
        try:
            loaded = load_network(document=_read(file), now=timezone.now())
        except Refused as refused:
            for one in refused.problems:
                click.echo(f"{file}:{one.place} {wording.sentence(one)}", err=True)
            sys.exit(1)
        click.echo(
            _("%(rows)s rows put back of the network %(network)s.")
            % {"rows": sum(loaded.rows.values()), "network": loaded.network}
        )
        for table, count in loaded.left.items():
            click.echo(
                _("%(count)s rows of %(table)s are not put back.")
                % {"count": count, "table": table}
            )


def _read(file: Path) -> object:
    """What the document says; nothing for what is no JSON."""
    try:
        return json.loads(file.read_bytes())
    except ValueError:
        return None
