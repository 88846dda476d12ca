"""`tcvm files`: look after the store."""

from __future__ import annotations

import os
import sys

import click


@click.group()
def files() -> None:
    """Look after the files that were handed in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcvm.config.settings")
    import django

    django.setup()


@files.command()
@click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)
def verify(locale: str) -> None:
    """Read every file and compare it with its digest; list what is missing, altered or unknown.

    Exit status 1 when something that was handed in is missing or altered.
    """
    from django.utils.translation import override

    from tcvm.foundation.files.models import Content
    from tcvm.foundation.files.verify import verify as findings
    from tcvm.foundation.files.words import FAULTS, verdict

    lost = 0
    with override(locale):
        for one in findings():
            lost += one.loss
            click.echo(f"{one.address}  {FAULTS[one.fault]}")
        click.echo(verdict(Content.objects.count(), lost))
    if lost:
        sys.exit(1)
