"""The demo's server, in a process that has done nothing before: `python -m …server HOST PORT`.

The server forks. Typesetting keeps threads, which a fork does not copy, so that in the child of a
process that has typeset, as loading the demo does, typesetting would wait for them for ever.
"""

from __future__ import annotations

import os
import sys

from tcvm.config import environment
from tcvm.config.demo import set_up
from tcvm.config.supervision import Supervised


def run(host: str, port: int) -> None:
    """Serve the pages, and work behind them, until interrupted.

    The work is done by a process of its own, `tcvm work`, which ends with this one.
    """
    if host not in ("", "0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        # A host that is served is a host that may be asked for.
        wanted = {*environment.LOCAL_HOSTS, f"[{host}]" if ":" in host else host}
        os.environ.setdefault("ALLOWED_HOSTS", ",".join(sorted(wanted)))
    set_up()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "tcvm.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(1, min(2, os.cpu_count() or 1)),
        blocking_threads=4,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    worker = [sys.executable, "-m", "tcvm", "work", "--parent", str(os.getpid())]
    with Supervised(worker):
        server.serve()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
