"""Fifty people at work at once for two minutes on PostgreSQL, on the machine that serves them.

Each signs in as somebody of the demo and works as people do: reads a page for one to four seconds,
goes on to one that a link leads to, and writes notes about members where they may.
"""

from __future__ import annotations

import asyncio
import html
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.measure import Line
from bench.pages import HOST, free_port, served, share
from tcvm.config.demo import signins

PEOPLE = 50
SECONDS = 120
#: Between two pages somebody reads for so long; drawn anew each time.
THINKS_S = (1, 4)
#: Whoever comes to a member about whom they may write a note does so this often.
WRITES = 0.5
LINK = re.compile(r'href="(/vi/[^"#]*)')
NOTE = re.compile(r'href="(/vi/registers/[^"#]*/note/)')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
#: Leads out of one's work: signing out, other languages, files whose making is a job.
NOT_READ = re.compile(r"sign-out|/account/|\.(pdf|xlsx|csv|json|zip)$|export|/demo/|download")


@dataclass
class Visit:
    """One answer: which page, how long it took, whether it was one to be expected."""

    path: str
    seconds: float
    status: int
    sent: bool

    @property
    def failed(self) -> bool:
        """Whether the answer was an error, or a form that was not carried out."""
        return self.status >= 400 or (self.sent and self.status == 200)


@dataclass
class Person:
    """Somebody at work, on one connection that stays open."""

    username: str
    port: int
    chance: random.Random
    visits: list[Visit] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""

    async def work(self, until: float) -> None:
        """Sign in, then go from page to page until the time is over."""
        self.source, self.sink = await asyncio.open_connection(HOST, self.port, limit=1 << 22)
        await asyncio.sleep(self.chance.uniform(0, 5))
        await self.get("/vi/demo/")
        home = await self.post("/vi/demo/enter/", {"username": self.username})
        links = [home]
        while time.perf_counter() < until:
            await self.get(self.chance.choice(links))
            found = sorted({html.unescape(one) for one in LINK.findall(self.page)})
            links = [one for one in found if not NOT_READ.search(one)] or [home]
            if (note := NOTE.search(self.page)) and self.chance.random() < WRITES:
                await self.think()
                await self.get(note[1])
                await self.think()
                await self.post(note[1], {"text": f"Đã gọi điện, lần {len(self.visits)}."})
            await self.think()
        self.sink.close()

    async def think(self) -> None:
        """Read the page at hand."""
        await asyncio.sleep(self.chance.uniform(*THINKS_S))

    async def get(self, path: str) -> str:
        """Read a page, and wherever it leads; the address at last."""
        return await self._ask("GET", path, "")

    async def post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form of the page at hand; the address that it leads to."""
        sent = urlencode({**dict(HIDDEN.findall(self.page)), **fields})
        return await self._ask("POST", path, sent)

    async def _ask(self, method: str, path: str, sent: str) -> str:
        started = time.perf_counter()
        self.sink.write(
            f"{method} {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nAccept: text/html\r\n"
            f"Accept-Language: vi\r\nReferer: http://{HOST}:{self.port}{path}\r\n"
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(sent)}\r\n\r\n{sent}".encode()
        )
        head, body = await self._answer()
        status = int(head.split(" ", 2)[1])
        taken = time.perf_counter() - started
        self.visits.append(Visit(path, taken, status, sent=method == "POST"))
        for name, value in re.findall(r"(?im)^set-cookie:\s*([^=]+)=([^;\r]*)", head):
            self.cookies[name] = value
        self.page = body.decode(errors="replace")
        if leads := re.search(r"(?im)^location:\s*(?:http://[^/]+)?(/\S*)", head):
            return await self._ask("GET", leads[1], "")
        return path

    async def _answer(self) -> tuple[str, bytes]:
        head = (await self.source.readuntil(b"\r\n\r\n")).decode("latin-1")
        if length := re.search(r"(?im)^content-length:\s*(\d+)", head):
            return head, await self.source.readexactly(int(length[1]))
        body = b""
        if not re.search(r"(?im)^transfer-encoding:\s*chunked", head):
            return head, body
        while size := int(await self.source.readuntil(b"\r\n"), 16):
            body += (await self.source.readexactly(size + 2))[:-2]
        await self.source.readexactly(2)
        return head, body


def bench(folder: Path) -> Iterator[Line]:
    """Response times of everybody's pages from the first sign-in on; no answer may be an error."""
    database = os.environ.get("TCVM_BENCH_POSTGRES_URL")
    if database is None:
        raise RuntimeError("wants PostgreSQL: start it as `bench/run load`")
    port = free_port()
    with served(folder, port, DATABASE_URL=database):
        started = time.perf_counter()
        visits = asyncio.run(_all(port, started + SECONDS))
        seconds = time.perf_counter() - started
    times = sorted(one.seconds for one in visits)
    failed = Counter((one.status, one.path) for one in visits if one.failed)
    for (status, path), count in failed.most_common(5):
        print(f"  {status} {path} ({count} times)")
    yield Line("answers that were errors", failed.total(), "", 0.5)
    yield Line(f"95th percentile of {PEOPLE} people", share(times, 0.95) * 1000, "ms", 300)
    yield Line("median", share(times, 0.50) * 1000, "ms")
    yield Line("99th percentile", share(times, 0.99) * 1000, "ms")
    yield Line("slowest", times[-1] * 1000, "ms")
    sent = sorted(one.seconds for one in visits if one.sent)
    yield Line("95th percentile of forms sent", share(sent, 0.95) * 1000, "ms")
    yield Line("forms sent", len(sent), "")
    yield Line("answers", len(times), "")
    yield Line("answers a second", len(times) / seconds, "")


async def _all(port: int, until: float) -> list[Visit]:
    people = signins.people()
    everybody = [
        Person(people[number % len(people)].username, port, random.Random(number))
        for number in range(PEOPLE)
    ]
    await asyncio.gather(*(one.work(until) for one in everybody))
    return [visit for one in everybody for visit in one.visits]
