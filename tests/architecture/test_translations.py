"""Every sentence of the pages stands in Vietnamese, and what is compiled is what is written."""

import gettext
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import PACKAGE


def messages(path: Path) -> dict[object, str]:
    """The messages of a compiled catalogue."""
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)


def test_compiled_messages_are_those_written(tmp_path: Path) -> None:
    stale = []
    for path in PACKAGE.rglob("*.po"):
        fresh, shipped = tmp_path / "fresh.mo", path.with_suffix(".mo")
        subprocess.run(["msgfmt", "--check-format", "-o", fresh, path], check=True)
        if not shipped.is_file() or messages(shipped) != messages(fresh):
            stale.append(str(path.relative_to(PACKAGE)))
    assert stale == [], "run: django-admin compilemessages"


def test_vietnamese_is_complete(tmp_path: Path) -> None:
    """Collect the messages of a copy of the source anew: none may be without its translation."""
    copy = tmp_path / "tcvm"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "vendor", "*.mo"))
    collect = [sys.executable, "-m", "django", "makemessages", "--locale=vi", "--no-obsolete"]
    subprocess.run(collect, cwd=copy, check=True, capture_output=True)
    catalogues = sorted(path for path in copy.rglob("*.po") if "vi" in path.parts)
    assert catalogues
    for path in catalogues:
        run = subprocess.run(
            ["msgfmt", "--statistics", "-o", "/dev/null", path],
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        )
        said = f"{path.relative_to(copy)}: {run.stderr.strip()}"
        assert re.search(r": \d+ translated messages?\.$", said), said
