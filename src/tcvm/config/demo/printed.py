"""Who can sign in to the demo, as the terminal shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.config.demo import networks, signins
from tcvm.documents.words import label

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def print_people(locale: str, console: Console) -> None:
    """Everyone with user name, roles and their places, and the password of all."""
    from django.utils import translation

    from tcvm.foundation.accounts import roles

    names = networks.names(locale)
    table = _table(locale, "username", "person", "role")
    with translation.override(locale):
        for one in signins.people():
            held = [
                f"{roles.label(r.role)}, {names[r.network or r.organisation]}" for r in one.roles
            ]
            table.add_row(one.username, one.name, "\n".join(held))
    console.print(table)
    for line in ("password", "without_typing", "second_factor"):
        console.print(label("demo", line, locale, password=signins.password()), highlight=False)


def print_codes(locale: str, console: Console, *, at: float) -> None:
    """The codes at a moment, in seconds since 1970, of all who need one to sign in."""
    table = _table(locale, "username", "code")
    for one in signins.people():
        if one.needs_code:
            table.add_row(one.username, one.code(at))
    console.print(table)
    left = signins.STEP_S - int(at) % signins.STEP_S
    console.print(label("demo", "good_for", locale, seconds=left), highlight=False)


def _table(locale: str, *columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=label("demo", "people", locale), title_justify="left")
    for column in columns:
        table.add_column(label("demo", column, locale), no_wrap=column != "role")
    return table
