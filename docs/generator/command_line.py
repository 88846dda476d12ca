"""The commands, from their own help."""

from __future__ import annotations

from collections.abc import Iterator

import click

from docs.generator.markdown import anchor, fence, page
from tcvm.cli import main

WIDTH = 96

INTRODUCTION = """
`pip install tcvm` gives the `tcvm` command; in a source checkout `./run ARGS…` calls it after
setting up what it needs. Every command answers `--help`.

## Exit status

| status | meaning |
|--:|---|
| 0 | Done. Warnings and notes may stand on standard error. |
| 1 | The output could not be written, or a part of the installation is missing. |
| 2 | The input cannot be used, or the command was typed wrongly. Nothing was written. |

What is wrong with an input stands on standard error, all of it and not only the first, one line a
problem: `FILE:row:column: what is wrong and what is expected`. Rows count from 1, the header
included, as a spreadsheet counts them. [Problems](problems.md) lists the sentences.

An output file appears only when all of it is written; a run that fails leaves an older file of
the same name as it was.
"""


def pages() -> dict[str, str]:
    """The page of commands."""
    commands = list(_commands(main, _context()))
    listed = "\n".join(f"- [`{name}`](#{anchor(name)})" for name, _ in commands)
    blocks = [f"## {name}\n\n{fence(text, 'text')}" for name, text in commands]
    return {"reference/command-line.md": page("Command line", listed, INTRODUCTION, *blocks)}


def _context() -> click.Context:
    return click.Context(main, info_name="tcvm", terminal_width=WIDTH, **main.context_settings)


def _commands(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            inner = click.Context(below, info_name=name, parent=context, terminal_width=WIDTH)
            yield from _commands(below, inner)
