"""Twenty concurrent readers of the demo's pages, on the machine that serves them."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.measure import TCVM, Line

READERS = 20
SECONDS = 15
PAGES_MAX = 200
START_SECONDS_MAX = 120
HOST = "127.0.0.1"
LINK = re.compile(rb'href="(/[^"#]*)')


def bench(folder: Path) -> Iterator[Line]:
    """Response times while every reader asks for one random page after another, without pause."""
    port = free_port()
    with served(folder, port):
        pages, first_times = _pages(port)
        started = time.perf_counter()
        answers = asyncio.run(_all_readers(port, pages))
        seconds = time.perf_counter() - started
    times = sorted(taken for taken, _ in answers)
    yield Line(f"95th percentile of {READERS} readers", share(times, 0.95) * 1000, "ms", 100)
    yield Line("median", share(times, 0.50) * 1000, "ms")
    yield Line("99th percentile", share(times, 0.99) * 1000, "ms")
    yield Line("a page made for the first time, median", share(first_times, 0.50) * 1000, "ms")
    yield Line("the same, 95th percentile", share(first_times, 0.95) * 1000, "ms")
    yield Line("pages a second", len(times) / seconds, "")
    yield Line("different pages read", len(pages), "")
    mean_kb = sum(size for _, size in answers) / len(answers) / 1000
    yield Line("size of a page as sent, mean", mean_kb, "kB")


def share(ordered: list[float], part: float) -> float:
    """The value below which that part of an ordered list lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextmanager
def served(folder: Path, port: int, **environment: str) -> Iterator[None]:
    """The demo served from a data directory of its own, until the block ends."""
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [TCVM, "demo", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=os.environ | {"TCVM_HOME": str(folder / "home")} | environment,
            start_new_session=True,
        )
        try:
            _wait(server, port, log)
            yield
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < until and server.poll() is None:
        try:
            _read(port, "/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the demo was not served: {log.read_text()[-500:]}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect as the answer it is."""

    def redirect_request(self, *_: object) -> None:
        return None


_DIRECT = urllib.request.build_opener(_NoRedirect)


def _read(port: int, path: str) -> bytes:
    """The page at `path`; empty where there is no page in HTML (a download, a redirect)."""
    try:
        with _DIRECT.open(f"http://{HOST}:{port}{path}", timeout=30) as answer:
            return answer.read() if "html" in answer.headers.get("Content-Type", "") else b""
    except urllib.error.HTTPError:
        return b""


def _pages(port: int) -> tuple[list[str], list[float]]:
    """The pages that links lead to from the first page, and how long each took the first time."""
    times = []
    with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=30) as answer:
        found = [answer.geturl().removeprefix(f"http://{HOST}:{port}")]
    seen = set(found)
    for path in found:
        for link in LINK.findall(_read(port, path)):
            other = link.decode().replace("&amp;", "&")
            if len(found) < PAGES_MAX and other not in seen:
                seen.add(other)
                started = time.perf_counter()
                if _read(port, other):
                    found.append(other)
                    times.append(time.perf_counter() - started)
    return found, sorted(times)


async def _all_readers(port: int, pages: list[str]) -> list[tuple[float, int]]:
    until = time.perf_counter() + SECONDS
    readers = [_reader(port, pages, random.Random(number), until) for number in range(READERS)]
    return [one for answers in await asyncio.gather(*readers) for one in answers]


async def _reader(
    port: int, pages: list[str], chance: random.Random, until: float
) -> list[tuple[float, int]]:
    """The seconds each answer took and its size, on one connection that stays open."""
    answers = []
    source, sink = await asyncio.open_connection(HOST, port, limit=1 << 20)
    while time.perf_counter() < until:
        path = chance.choice(pages)
        started = time.perf_counter()
        sink.write(
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept: text/html\r\n"
            "Accept-Encoding: gzip\r\nAccept-Language: vi\r\n\r\n".encode()
        )
        size = await _answer(source, path)
        answers.append((time.perf_counter() - started, size))
    sink.close()
    return answers


async def _answer(source: asyncio.StreamReader, path: str) -> int:
    """Read one whole answer and give its size in bytes; RuntimeError if it is not 200."""
    head = (await source.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if not head.startswith("http/1.1 200"):
        raise RuntimeError(f"{path} was answered {head.splitlines()[0]}")
    length = re.search(r"^content-length:\s*(\d+)", head, flags=re.MULTILINE)
    if length:
        return len(await source.readexactly(int(length[1])))
    # Chunked: the length of each part stands before it, and a part of none ends the answer.
    total = 0
    while size := int(await source.readuntil(b"\r\n"), 16):
        total += len(await source.readexactly(size + 2)) - 2
    await source.readexactly(2)
    return total
