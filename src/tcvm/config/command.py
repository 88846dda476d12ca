"""`tcvm check`: whether the platform is set up, and safe to be reached by others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tcvm.foundation.audit.command import start_django

if TYPE_CHECKING:
    from tcvm.config.deployment import Finding


@click.command()
@click.option("--deploy", is_flag=True, help="Also what is unsafe where others reach it.")
@click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)
def check(deploy: bool, locale: str) -> None:
    """Say what the installation lacks, a line each; with --deploy also what is unsafe about it.

    Run it as the service runs, with its environment. Exit status 1 if anything must be put right;
    warnings alone leave it at 0.
    """
    errors = 0
    for one in _findings(locale, deploy=deploy):
        mark = "!" if one.is_warning else "✗"
        errors += not one.is_warning
        click.echo(f"{mark} {one.said_in(locale)}")
    if errors:
        sys.exit(1)
    click.echo({"vi": "✓ Sẵn sàng.", "en": "✓ Ready."}[locale])


def _findings(locale: str, *, deploy: bool) -> Iterator[Finding]:
    from tcvm.config import deployment, environment

    try:
        given = environment.read()
    except environment.EnvironmentProblem as problem:
        # Nothing else can be asked before this is put right.
        click.echo(f"✗ {problem.said_in(locale)}")
        sys.exit(1)
    start_django()
    from django.core.files.storage import storages
    from django.utils.translation import override

    decisions = list(deployment.of_decisions(given)) if deploy else []
    yield from decisions
    if deploy:
        yield from deployment.of_machine(given)
        if "s3" in str(given.files["BACKEND"]):
            yield from deployment.of_bucket(storages["files"])
    yield from deployment.of_database()
    with override(locale):
        codes = [one.code for one in decisions]
        yield from deployment.of_django(deploy=deploy, found=codes)
