"""A process beside the server: started and ended with it, and started anew if it dies."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Sequence
from types import TracebackType

logger = logging.getLogger(__name__)

#: Seconds before a process that died is started again: doubled each time, to the longest; a
#: process that lived longer than that begins anew.
FIRST_S, LONGEST_S = 0.5, 30.0
#: Seconds that a process gets to finish what it is at.
GRACE_S = 20.0


class Supervised:
    """A context in which `command` runs. A process that dies, whatever of, is replaced."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Supervised:
        self._start()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process: asked first, then made to."""
        with self._lock:
            self._stopping.set()
            process = self._process
        assert process is not None
        process.terminate()
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._thread.join()

    @property
    def pid(self) -> int:
        """The id of the process that runs now."""
        assert self._process is not None
        return self._process.pid

    def _start(self) -> None:
        # S603: the command is the platform's own.
        self._process = subprocess.Popen(self._command)  # noqa: S603

    def _keep(self) -> None:
        wait_s = FIRST_S
        while True:
            assert self._process is not None
            try:
                status = self._process.wait(LONGEST_S)
            except subprocess.TimeoutExpired:
                wait_s = FIRST_S
                continue
            if self._stopping.is_set():
                return
            logger.warning("The worker ended (%s) and is started again", status)
            if self._stopping.wait(wait_s):
                return
            wait_s = min(LONGEST_S, 2 * wait_s)
            with self._lock:
                if self._stopping.is_set():
                    return
                self._start()
