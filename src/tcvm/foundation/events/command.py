"""`tcvm events`: see what was announced, deliver it, look after dead letters."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tcvm.foundation.audit.command import start_django

if TYPE_CHECKING:
    from tcvm.foundation.audit.actor import Actor

_LOCALE = click.option(
    "--locale", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language."
)
_LIMIT = click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
_REASON = click.option("--reason", required=True, help="Kept in the audit trail.")


@click.group()
def events() -> None:
    """See what rooms told each other, deliver it, look after dead letters."""


@events.command("list")
@_LIMIT
@_LOCALE
def list_command(limit: int, locale: str) -> None:
    """The newest events: number, moment (UTC), name, key, and what became of them."""
    with _speaking(locale):
        from tcvm.foundation.events import queries, words

        for event in queries.newest_events()[:limit]:
            click.echo(
                words.event_line(event, waiting=event.waiting, done=event.done, dead=event.dead)
            )
        if unheard := queries.without_subscriber().count():
            click.echo(words.unheard_line(unheard), err=True)


@events.command("dead")
@_LIMIT
@click.option("--errors", is_flag=True, help="With the whole error of each.")
@_LOCALE
def dead_command(limit: int, errors: bool, locale: str) -> None:
    """Deliveries that were given up: number, event, key, subscriber, error. Status 1 if any."""
    with _speaking(locale):
        from tcvm.foundation.events import queries, words

        found = list(queries.dead_letters()[:limit])
        for letter in found:
            click.echo(words.dead_line(letter, holds_back=letter.holds_back))
            if errors:
                click.echo(letter.error)
    if found:
        raise click.exceptions.Exit(1)


@events.command("replay")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All dead letters.")
@_REASON
@_LOCALE
def replay_command(numbers: tuple[int, ...], everything: bool, reason: str, locale: str) -> None:
    """Have the dead letters NUMBERS (see `dead`) delivered again, with all their attempts."""
    if everything == bool(numbers):
        raise click.UsageError("name dead letters by their numbers, or give --all")
    with _speaking(locale):
        from tcvm.foundation.events import words
        from tcvm.foundation.events.actions.settle import replay

        chosen = None if everything else numbers
        count = replay(actor=_operator(), reason=reason, now=_now(), deliveries=chosen)
        click.echo(words.settled_line(count, aside=False))


@events.command("set-aside")
@click.argument("numbers", type=int, nargs=-1, required=True)
@_REASON
@_LOCALE
def set_aside_command(numbers: tuple[int, ...], reason: str, locale: str) -> None:
    """Give the dead letters NUMBERS up for good, so that what they hold back goes on."""
    with _speaking(locale):
        from tcvm.foundation.events import words
        from tcvm.foundation.events.actions.settle import set_aside

        count = set_aside(actor=_operator(), reason=reason, now=_now(), deliveries=numbers)
        click.echo(words.settled_line(count, aside=True))


@events.command("deliver")
@_LIMIT
@_LOCALE
def deliver_command(limit: int, locale: str) -> None:
    """Deliver what is due, at most LIMIT attempts. Several may run at once."""
    with _speaking(locale):
        from tcvm.foundation.events import words
        from tcvm.foundation.events.actions.deliver import deliver

        click.echo(words.delivered_line(deliver(now=_now(), limit=limit)))


@contextmanager
def _speaking(locale: str) -> Iterator[None]:
    start_django()
    from django.utils import translation

    with translation.override(locale):
        yield


def _operator() -> Actor:
    """Whoever is signed in on the machine: the command line knows no accounts."""
    from tcvm.foundation.audit.actor import Actor, ActorKind

    name = getpass.getuser()
    return Actor(ActorKind.SYSTEM, f"command-line:{name}", name)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
