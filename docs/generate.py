"""Write what is generated in the documentation: the reference, and the outputs of sessions.

.venv/bin/python docs/generate.py              write what has changed, and name it
.venv/bin/python docs/generate.py --check      write nothing; status 1 if something would change
.venv/bin/python docs/generate.py --reference  only the reference, not the sessions
.venv/bin/python docs/generate.py --sessions   only the sessions, not the reference
.venv/bin/python docs/generate.py --pictures   take the pictures anew, with Chromium
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
#: The one page of the reference that is written by hand: what stands there.
BY_HAND = REFERENCE / "README.md"


def reference() -> dict[Path, str]:
    """Every generated file of the reference and its text."""
    from docs.generator import (
        api,
        catalogue_files,
        columns,
        command_line,
        definitions,
        drawings,
        environment,
        problems,
        results,
        schemes,
    )

    subjects = (
        command_line,
        columns,
        results,
        definitions,
        schemes,
        catalogue_files,
        problems,
        environment,
        drawings,
        api,
    )
    return {
        ROOT / "docs" / name: text for subject in subjects for name, text in subject.pages().items()
    }


def left_over(generated: dict[Path, str]) -> list[Path]:
    """Files in the reference that nothing generates any more."""
    present = [path for path in REFERENCE.rglob("*") if path.is_file() and path != BY_HAND]
    return sorted(path for path in present if path not in generated)


def sessions() -> dict[Path, str]:
    """Every page written by hand, its sessions as they come out now."""
    from docs.generator.sessions import hand_written, refreshed

    return {path: refreshed(path.read_text(encoding="utf-8")) for path in hand_written()}


def main() -> int:
    """Write or check, as asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, tell what is stale")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--reference", action="store_true", help="only the reference")
    only.add_argument("--sessions", action="store_true", help="only the outputs shown in pages")
    only.add_argument("--pictures", action="store_true", help="only the pictures")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if asked.pictures:
        from docs.generator.pictures import take

        take()
        return 0
    wanted: dict[Path, str] = {}
    stale: list[Path] = []
    if not asked.sessions:
        wanted = reference()
        stale = left_over(wanted)
    if not asked.reference:
        wanted |= sessions()
    changed = [path for path, text in wanted.items() if _now(path) != text]
    for path in sorted([*changed, *stale]):
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    if asked.check:
        return 1 if changed or stale else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in stale:
        path.unlink()
    return 0


def _now(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
