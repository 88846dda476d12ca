"""The `tcvm` command: rate a file of members, look into a scheme, run the demo.

Heavy libraries are imported by the branch that needs them, so that rating a small file starts in
well under a second.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

import click

if TYPE_CHECKING:
    from types import ModuleType

    from rich.console import Console

    from tcvm.documents.results.rating import Request, Results
    from tcvm.domain.problems import Problem
    from tcvm.domain.scoring.scheme import Scheme

#: The exit status of a command whose input cannot be used.
UNUSABLE = 2

LOCALE = click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)
DECIMAL = click.option(
    "--decimal",
    type=click.Choice([",", "."]),
    default=".",
    show_default=True,
    help="The sign before decimals in FILE.",
)


#: Commands of the platform's own workings, each in the room it belongs to.
ROOMS = {
    "audit": "tcvm.foundation.audit.command",
    "check": "tcvm.config.command",
    "events": "tcvm.foundation.events.command",
    "files": "tcvm.foundation.files.command",
    "jobs": "tcvm.foundation.jobs.command",
    "networks": "tcvm.apps.exchange.command",
    "work": "tcvm.config.work",
}


class Commands(click.Group):
    """A group that fetches the commands of a room only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Our own commands and those of the rooms."""
        return sorted({*super().list_commands(ctx), *ROOMS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in ROOMS:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(ROOMS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a database that is not there or not set up is said in a line."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if type(error).__module__ != "django.db.utils":
                raise
            message = f"the database is not ready ({error}); `tcvm demo --no-serve` sets one up"
            raise click.ClickException(message) from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="tcvm")
def main() -> None:
    """tcvm: the platform on which an association of microfinance organisations runs itself."""


@main.command()
@click.argument("file", type=click.Path())
@click.option("--scheme", default="vmfwg-2014", show_default=True, help="Code, or a .toml file.")
@click.option("--rate", metavar="NUMBER", help="VND per USD at year end, e.g. 22720.")
@click.option("--currency", type=click.Choice(["VND", "USD"]), default="VND", show_default=True)
@click.option("--year", type=click.IntRange(1990, 2200), help="The year the figures stand for.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "xlsx", "pdf"]),
    default="table",
    show_default=True,
)
@click.option("--output", type=click.Path(), help="Write here instead of to the screen.")
@LOCALE
@DECIMAL
@click.option(
    "--robustness/--no-robustness",
    default=None,
    help="Other readings and redraws of the figures; by default up to 1,000 members.",
)
@click.option("--draws", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=2014, show_default=True)
def rate(
    file: str,
    scheme: str,
    rate: str | None,
    currency: str,
    year: int | None,
    format_: str,
    output: str | None,
    locale: str,
    decimal: str,
    robustness: bool | None,
    draws: int,
    seed: int,
) -> None:
    """Rate the members in FILE (CSV or XLSX, one row a member): points, classes and fees.

    Exit status 2 when the input cannot be used; every problem is then on standard error as
    FILE:row:column, and nothing is written.
    """
    from tcvm.documents.results.rating import Request

    with reported(locale):
        if format_ in ("xlsx", "pdf") and output is None and sys.stdout.isatty():
            refuse("rating.output_needed", format=format_.upper())
        chosen = usable_scheme(scheme)
        request = Request.prepared(
            file=file,
            scheme=chosen,
            currency=currency,
            year=year,
            rate=rate,
            decimal=decimal,
            locale=locale,
            robustness=robustness,
            draws=draws,
            seed=seed,
        )
        _WRITERS[format_](request, output)


@main.command()
@click.argument("file", type=click.Path())
@click.option("--currency", type=click.Choice(["VND", "USD"]), default="VND", show_default=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--output", type=click.Path(), help="Write here instead of to the screen.")
@LOCALE
@DECIMAL
def indicators(
    file: str, currency: str, format_: str, output: str | None, locale: str, decimal: str
) -> None:
    """Every catalogue indicator that the figures in FILE allow."""
    from tcvm.documents.results import indicators as results

    with reported(locale):
        found = results.calculate(file, decimal=decimal, warn=lambda p: warn(p, locale))
        if format_ == "table":
            with console_for(output) as console:
                results.print_table(found, currency, locale, console)
        else:
            with destination(output) as stream:
                results.WRITERS[format_](found, currency, stream)


@main.group()
def scheme() -> None:
    """Look into a rating scheme: check it, show it, compare two."""


@scheme.command("check")
@click.argument("name", metavar="FILE")
@click.option("--as-printed", is_flag=True, help="Without its corrections, floors and readings.")
@LOCALE
def scheme_check(name: str, as_printed: bool, locale: str) -> None:
    """Every hole and overlap of the scheme FILE (a code or a .toml file) at its printed step.

    Exit status 2 when the scheme has a finding that nothing resolves: it cannot be rated with.
    """
    from tcvm.documents import catalogue
    from tcvm.documents.scorecards.schemes import print_findings
    from tcvm.domain.scoring.check import check, unresolved

    with reported(locale):
        found = catalogue.scheme(name)
        findings = check(found.as_printed() if as_printed else found, catalogue.indicators())
        with console_for(None) as console:
            print_findings(found, findings, locale, console)
        if unresolved(findings):
            sys.exit(UNUSABLE)


@scheme.command("show")
@click.argument("name", metavar="SCHEME", default="vmfwg-2014")
@LOCALE
def scheme_show(name: str, locale: str) -> None:
    """SCHEME as printed, with its corrections, readings, classes, fees and resolution."""
    from tcvm.documents import catalogue
    from tcvm.documents.scorecards.schemes import print_scheme

    with reported(locale), console_for(None) as console:
        print_scheme(catalogue.scheme(name), locale, console)


@scheme.command("diff")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@LOCALE
def scheme_diff(one: str, other: str, locale: str) -> None:
    """What differs between schemes A and B."""
    from tcvm.documents import catalogue
    from tcvm.documents.scorecards.schemes import print_difference

    with reported(locale), console_for(None) as console:
        print_difference(catalogue.scheme(one), catalogue.scheme(other), locale, console)


@main.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True)
@click.option("--serve/--no-serve", default=True, help="Serve the pages after loading.")
@LOCALE
@click.pass_context
def demo(context: click.Context, host: str, port: int, serve: bool, locale: str) -> None:
    """Load the demo's networks and rounds, print who can sign in, and serve the pages."""
    if context.invoked_subcommand is not None:
        return
    from tcvm.documents.words import label

    platform = _demo_platform()

    def say(step: str, detail: str) -> None:
        click.echo(label("demo", step, locale, detail=detail), err=True)

    try:
        platform.prepare(say)
    except platform.NotADemo as error:
        raise click.ClickException(str(error)) from error
    for request in demo_rounds(locale):
        _write_table(request, None)
    with console_for(None) as console:
        platform.print_people(locale, console)
    if serve:
        click.echo(label("demo", "serving", locale, address=f"http://{host}:{port}/"))
        platform.serve(host=host, port=port)


@demo.command("codes")
@LOCALE
def demo_codes(locale: str) -> None:
    """The codes that the demo's people need now to sign in, and for how long they are good."""
    platform = _demo_platform()
    with console_for(None) as console:
        platform.print_codes(locale, console, at=time.time())


def _demo_platform() -> ModuleType:
    try:
        import_module("django")
        from tcvm.config import demo as platform
    except ImportError as error:
        message = f"the pages need the platform extra: pip install 'tcvm[platform]' ({error.name})"
        raise click.ClickException(message) from error
    return platform


def demo_rounds(locale: str) -> Iterator[Request]:
    """The demo's rounds, each a request to rate its file."""
    from importlib.resources import as_file, files

    from tcvm.documents import catalogue
    from tcvm.documents.results.rating import Request

    folder = files("tcvm.demo")
    listed = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    for one in listed["rounds"]:
        with as_file(folder / one["file"]) as path:
            yield Request.prepared(
                file=str(path),
                scheme=catalogue.scheme(listed["scheme"]),
                currency=listed["currency"],
                year=one["year"],
                rate=None,
                decimal=".",
                locale=locale,
                robustness=True,
                draws=10_000,
                seed=2014,
            )


def usable_scheme(name: str) -> Scheme:
    """The scheme of that name. Raises CatalogueError, SchemeRefusedError when it has open holes."""
    from tcvm.documents import catalogue
    from tcvm.domain.scoring.check import check, unresolved
    from tcvm.domain.scoring.score import SchemeRefusedError

    found = catalogue.scheme(name)
    if open_ones := unresolved(check(found, catalogue.indicators())):
        raise SchemeRefusedError(open_ones)
    return found


@contextmanager
def reported(locale: str) -> Iterator[None]:
    """Turn what makes input unusable into lines on standard error and exit status 2."""
    from tcvm.documents.catalogue import CatalogueError
    from tcvm.documents.results.rating import UnusableError
    from tcvm.documents.words import finding_sentence
    from tcvm.domain.scoring.score import SchemeRefusedError

    try:
        yield
    except (CatalogueError, UnusableError) as error:
        for problem in error.problems:
            warn(problem, locale)
        sys.exit(UNUSABLE)
    except SchemeRefusedError as error:
        for finding in error.findings:
            click.echo(finding_sentence(finding, locale), err=True)
        sys.exit(UNUSABLE)
    except BrokenPipeError:
        # The reader (`head`, a closed pager) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def refuse(code: str, **parameters: object) -> NoReturn:
    """Give up with one problem, in the words of `code`."""
    from tcvm.documents.results.rating import UnusableError
    from tcvm.domain.problems import Problem

    raise UnusableError([Problem(code, parameters=parameters)])


def warn(problem: Problem, locale: str) -> None:
    """Put one problem on standard error."""
    from tcvm.documents.words import line

    click.echo(line(problem, locale), err=True)


@contextmanager
def destination(output: str | None) -> Iterator[BinaryIO]:
    """A stream to write to: standard output, or a file that appears only when all is written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        message = f"{output}: {error.strerror}"
        raise click.ClickException(message) from error
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        written.chmod(0o666 & ~mask)
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)


@contextmanager
def console_for(output: str | None) -> Iterator[Console]:
    """A console on standard output, or into a file as plain text."""
    from rich.console import Console

    if output is None:
        yield Console()
        return
    with destination(output) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8")
        yield Console(file=text, width=160, no_color=True)
        text.detach()


def in_memory(request: Request) -> Results:
    """The whole round; warnings and notes on its file go to standard error."""
    results = request.in_memory()
    for problem in results.problems:
        warn(problem, request.locale)
    return results


def _write_table(request: Request, output: str | None) -> None:
    from tcvm.documents.scorecards.table import render_table

    results = in_memory(request)
    with console_for(output) as console:
        render_table(
            results.round, results.heading, results.redraws, request.locale, console=console
        )


def _write_json(request: Request, output: str | None) -> None:
    from tcvm.documents.results.stream import write_json

    for problem in write_json(request, lambda: destination(output)):
        warn(problem, request.locale)


def _write_csv(request: Request, output: str | None) -> None:
    from tcvm.documents.results.table import write_csv

    results = in_memory(request)
    with destination(output) as stream:
        write_csv(results, stream)


def _write_xlsx(request: Request, output: str | None) -> None:
    from tcvm.documents.scorecards.xlsx import render_xlsx

    results = in_memory(request)
    content = render_xlsx(
        results.round, results.heading, results.redraws, request.locale, results.origins
    )
    with destination(output) as stream:
        stream.write(content)


def _write_pdf(request: Request, output: str | None) -> None:
    from tcvm.documents.scorecards.pdf import render_pdf

    results = in_memory(request)
    content = render_pdf(results.round, results.heading, results.redraws, request.locale)
    with destination(output) as stream:
        stream.write(content)


_WRITERS = {
    "table": _write_table,
    "json": _write_json,
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "pdf": _write_pdf,
}
