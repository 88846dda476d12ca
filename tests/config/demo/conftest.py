"""The demo prepared once, as `./run` does it, and a way to ask what it answers."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
Run = Callable[..., Any]


def run(home: Path, script: str, **variables: str) -> Any:
    """What `script` prints as JSON, in a process of its own with `home` as the data directory."""
    kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_CONFIG")
            if name in os.environ}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=kept | {"TCVM_HOME": str(home)} | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


PREPARE = """
import json
from tcvm.config import demo
steps = []
rounds = demo.prepare(lambda step, detail: steps.append([step, detail]))
print(json.dumps([steps, [[one.code, one.revision, len(one.members)] for one in rounds]]))
"""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A data directory with the demo in it, and what preparing it said."""
    home = tmp_path_factory.mktemp("demo")
    return home, run(home, PREPARE)


@pytest.fixture(scope="session")
def home(prepared: tuple[Path, Any]) -> Path:
    """A data directory with the demo in it."""
    return prepared[0]
