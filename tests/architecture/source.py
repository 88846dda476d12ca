"""The repository as these tests read it: its tracked files and its modules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tcvm"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, in version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted({path for path in paths if path.is_file()}))


def modules(under: Path = ROOT) -> list[Path]:
    """Every Python file under a folder, but not the migrations, which Django writes."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and path.is_relative_to(under)
        and "migrations" not in path.relative_to(under).parts
    ]


def imports(path: Path) -> set[str]:
    """Every module that a Python file imports, at its top or inside a function."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found
