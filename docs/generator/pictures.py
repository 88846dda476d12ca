"""Pictures of the running demo and of a terminal, taken with Chromium."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from docs.generator.small_png import small_png

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
TCVM = str(Path(sys.executable).parent / "tcvm")
#: The page, where it is taken from, and the window it is seen in.
PAGES = {
    "round": ("/en/rounds/mix-2014/", 1280, 860),
    "scorecard": ("/en/rounds/mix-2014/ppc/", 1280, 1150),
}
COMMAND = "tcvm rate src/tcvm/demo/example.csv --rate 22720 --year 2016 --locale en"
#: The page of the PDF that is shown: a member with points found in three ways.
PAPER = 3
COLUMNS = 130
SECONDS_TO_START = 120
#: Vietnamese letters with two marks, which Debian's monospaced fonts do not have: they come from
#: another font and keep the width of a cell.
_STACKED = re.compile("[\u1e00-\u1eff]")


def take() -> None:
    """Take every picture anew and write it to `docs/pictures`."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        _terminal(browser)
        _paper(browser)
        with _demo() as address:
            for name, (path, width, height) in PAGES.items():
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(address + path, wait_until="networkidle")
                _keep(name, page.screenshot(), browser)
                page.close()
        browser.close()


@contextmanager
def _demo() -> Iterator[str]:
    """The demo's pages, served from a folder of their own until the pictures are taken."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="tcvm-pictures-") as home:
        served = subprocess.Popen(  # noqa: S603 - our own command
            [TCVM, "demo", "--port", port],
            env={**os.environ, "TCVM_HOME": home},
            stdout=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            served.terminate()
            served.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(f"{address}/en/").close()  # noqa: S310 - our own address
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def _terminal(browser: Browser) -> None:
    """The table as a terminal shows it: what the command prints to one, colours and all."""
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    console = Console(record=True, width=COLUMNS, file=io.StringIO(), legacy_windows=False)
    console.print(Text.from_ansi(f"$ {COMMAND}\n{_printed(COMMAND)}"))
    body = console.export_html(theme=MONOKAI, inline_styles=True, code_format="{code}")
    body = _STACKED.sub(r"<i>\g<0></i>", body)
    page = browser.new_page(viewport={"width": 1200, "height": 100})
    page.set_content(
        "<style>body{margin:0;display:inline-block;background:#12161a;padding:18px 22px}"
        "pre{margin:0;color:#d8dcd8;font:14px/1.3 'DejaVu Sans Mono',monospace}"
        "i{display:inline-block;width:0.602em;font:inherit;font-family:'DejaVu Sans'}</style>"
        f"<pre>{body}</pre>"
    )
    _keep("terminal", page.locator("body").screenshot(), browser)
    page.close()


def _keep(name: str, png: bytes, browser: Browser) -> None:
    # A page of our own: that of a picture may forbid what reading pixels needs.
    page = browser.new_page()
    (PICTURES / f"{name}.png").write_bytes(small_png(png, page))
    page.close()


def _paper(browser: Browser) -> None:
    """A page of the PDF."""
    with tempfile.TemporaryDirectory(prefix="tcvm-pictures-") as folder:
        pdf, picture = Path(folder) / "scorecards.pdf", Path(folder) / "page"
        _printed(f"{COMMAND} --format pdf --output {pdf}")
        page = ["-f", str(PAPER), "-l", str(PAPER), "-singlefile", "-r", "110", "-png"]
        subprocess.run(["/usr/bin/pdftoppm", *page, pdf, picture], check=True)  # noqa: S603
        _keep("paper", picture.with_suffix(".png").read_bytes(), browser)


def _printed(command: str) -> str:
    """What a command prints on a terminal of our width."""
    mine, its = pty.openpty()
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "COLUMNS": str(COLUMNS),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }
    running = subprocess.Popen(  # noqa: S603 - our own command
        ["/bin/sh", "-c", command], cwd=ROOT, env=environment, stdin=its, stdout=its, stderr=its
    )
    os.close(its)
    parts = []
    while True:
        try:
            part = os.read(mine, 65_536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        parts.append(part)
    running.wait()
    os.close(mine)
    return b"".join(parts).decode().replace("\r\n", "\n")
