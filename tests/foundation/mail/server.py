"""A mail server for the tests: takes messages on 127.0.0.1, and can refuse, or drop the line."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

#: What to say to a command; None drops the line without a word.
Answer = Callable[[str], str | None]

USUAL = {
    "EHLO": "250 tests",
    "HELO": "250 tests",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    ".": "250 taken",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class Server(socketserver.ThreadingTCPServer):
    """Keeps what it was handed over whole, whether or not it could still say so."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.answer = answer
        self.got: list[Message] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Line(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self._say("220 tests")
        while line := self.rfile.readline():
            command = line[:4].decode("ascii", "replace").strip().upper()
            said = self.server.answer(command)
            if not self._say(said) or command == "QUIT":
                return
            if command == "DATA" and said is not None and said.startswith("354"):
                if (text := self._data()) is None:
                    return
                self.server.got.append(message_from_bytes(text))
                if not self._say(self.server.answer(".")):
                    return

    def _data(self) -> bytes | None:
        """The message up to its dot; None where the line ended before."""
        lines = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line)
        return None

    def _say(self, text: str | None) -> bool:
        if text is None:
            return False
        try:
            self.wfile.write(f"{text}\r\n".encode())
        except OSError:
            return False
        return True


@contextmanager
def serving(answer: Answer = USUAL.__getitem__) -> Iterator[Server]:
    """A server until the end; `answer` says what it answers."""
    server = Server(answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
