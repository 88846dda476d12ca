"""`tcvm audit`: check the trail, note its end, take it out."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from tcvm.foundation.audit.findings import Finding
    from tcvm.foundation.audit.verify import Walk

_LOCALE = click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)


def start_django() -> None:
    """Set Django up on the platform's settings, which the environment fills in.

    Raises click.ClickException with the sentence that says what the environment lacks.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tcvm.config.settings")
    try:
        import django

        django.setup()
    except ImportError as error:
        message = f"this needs the platform extra: pip install 'tcvm[platform]' ({error.name})"
        raise click.ClickException(message) from error
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def audit() -> None:
    """Check the audit trail, note where it ends, take it out."""


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of sentences.")
@click.option(
    "--head", "heads", multiple=True, metavar="HASH", help="A hash noted earlier; may be repeated."
)
@_LOCALE
def verify_command(as_json: bool, heads: tuple[str, ...], locale: str) -> None:
    """Check every entry against its hash, the one before it, the anchors and the end.

    Exit status 1 with every finding: entries altered, missing, inserted, moved or cut off, and
    guards that the database has lost. A HASH noted earlier proves that the trail still holds all
    it held then.
    """
    for one in heads:
        if not re.fullmatch(r"[0-9a-f]{64}", one):
            raise click.BadParameter("64 hexadecimal digits, as `tcvm audit head` prints them")
    start_django()
    from django.utils import translation

    from tcvm.foundation.audit.check import check, findings_of

    walk = check(known=heads)
    with translation.override(locale):
        found = (_json if as_json else _sentences)(walk, findings_of(walk))
    sys.exit(1 if found else 0)


@audit.command("head")
def head_command() -> None:
    """The number and hash of the last entry: keep them where nobody who runs this can write."""
    start_django()
    from tcvm.foundation.audit import queries

    link = queries.head()
    click.echo(f"{link.number} {link.hash}")


@audit.command("export")
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv"]), default="jsonl")
@click.option("--output", type=click.Path(dir_okay=False), help="Write here, not to the screen.")
def export_command(format_: str, output: str | None) -> None:
    """Every entry, oldest first, as JSON lines that can be checked again or as CSV."""
    start_django()
    from tcvm.foundation.audit import export, queries

    entries = queries.visible_to(queries.Scope(everything=True)).iterator(chunk_size=1_000)
    write = export.write_csv if format_ == "csv" else export.write_json_lines
    with ExitStack() as stack:
        stream: BinaryIO = sys.stdout.buffer
        if output is not None:
            stream = stack.enter_context(Path(output).open("wb"))
        write(entries, stream)


def _sentences(walk: Walk, findings: Iterator[Finding]) -> int:
    from tcvm.foundation.audit.findings import sentence
    from tcvm.foundation.audit.words import verdict

    count = 0
    for count, finding in enumerate(findings, 1):  # noqa: B007 - counted
        click.echo(sentence(finding))
    click.echo(verdict(walk.entries, count, walk.link))
    return count


def _json(walk: Walk, findings: Iterator[Finding]) -> int:
    """One document, written as it is found: of a ruined trail the findings may be many."""
    from tcvm.foundation.audit.findings import sentence

    click.echo('{"findings": [', nl=False)
    count = 0
    for count, finding in enumerate(findings, 1):
        line = json.dumps({**finding.as_json(), "message": sentence(finding)}, ensure_ascii=False)
        click.echo(f"{'' if count == 1 else ','}\n  {line}", nl=False)
    end = {"number": walk.link.number, "hash": walk.link.hash}
    rest = f'"entries": {walk.entries}, "head": {json.dumps(end)}'
    click.echo(f'{chr(10) if count else ""}], {rest}, "intact": {json.dumps(not count)}}}')
    return count
