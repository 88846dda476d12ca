"""The commands shown in the pages, run, and the outputs they really give.

A block of the kind `console` is a session: a line that begins with `$ ` is typed, one that begins
with `> ` goes on with it, and all else is what the commands print. The blocks of one page run one
after another in one shell, in a folder of their own with the repository's `src` and `docs`, so that
nothing they write reaches it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Room for a table of nine indicators; a reader scrolls sideways rather than see lines broken.
WIDTH = 130
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "\x1e"


def hand_written() -> list[Path]:
    """Every page that is written by hand."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in pages if "reference" not in page.relative_to(ROOT).parts]


def refreshed(text: str) -> str:
    """The text of a page with every session as its commands answer now."""
    blocks = [_commands(match[1]) for match in _BLOCK.finditer(text)]
    if not blocks:
        return text
    outputs = iter(_run([command for block in blocks for command in block]))
    sessions = iter(["".join(_typed(one) + next(outputs) for one in block) for block in blocks])
    return _BLOCK.sub(lambda _: f"```console\n{next(sessions)}```", text)


def _commands(block: str) -> list[str]:
    """What is typed in a block: after `$ `, and after `> ` where a command goes on."""
    commands: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append(line[2:])
        elif commands and (line == ">" or line.startswith("> ")):
            commands[-1] += f"\n{line[2:]}"
    return commands


def _typed(command: str) -> str:
    lines = command.split("\n")
    return "\n".join([f"$ {lines[0]}", *(f"> {line}".rstrip() for line in lines[1:])]) + "\n"


def _run(commands: list[str]) -> list[str]:
    """What each command prints on both of its streams, in a shell that they share."""
    with tempfile.TemporaryDirectory(prefix="tcvm-docs-") as folder:
        for name in ("src", "docs"):
            (Path(folder) / name).symlink_to(ROOT / name)
        run = Path(folder) / "run"
        run.write_text('#!/bin/sh\nexec tcvm "$@"\n', encoding="ascii")
        run.chmod(0o755)
        script = "".join(f"{one}\n(status=$?; printf '{_END}'; exit $status)\n" for one in commands)
        done = subprocess.run(  # noqa: S603 - the commands are the pages' own
            ["/bin/bash", "-c", f"exec 2>&1\n{script}"],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            check=False,
            timeout=600,
        )
        text = done.stdout.decode().replace(folder, "~")
    outputs = text.split(_END)[:-1]
    if len(outputs) != len(commands):
        told = f"{len(outputs)} of {len(commands)} commands came to an end: {shlex.join(commands)}"
        raise RuntimeError(told)
    return [_trimmed(output) for output in outputs]


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE")}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": folder,
        "TCVM_HOME": f"{folder}/var",
        "COLUMNS": str(WIDTH),
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }


def _trimmed(output: str) -> str:
    """Output without the blanks that end its lines, which editors take away."""
    lines = [line.rstrip() for line in output.splitlines()]
    return "".join(f"{line}\n" for line in lines)
