"""The import contracts of pyproject.toml refuse what they are there to refuse.

`lint-imports` itself runs in ./test over the real code. Here its contracts meet a small building of
the same plan with something wrong in it, so that a contract which no longer bites is noticed.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AS_PLANNED = {
    "__init__": "",
    "cli": "import tcvm.config, tcvm.documents",
    "config": "",
    "config.settings": "",
    "catalogue": "",
    "apps": "",
    "apps.members": "",
    "apps.members.public": "",
    "apps.returns": "",
    "apps.returns.public": "",
    "apps.ratings": "",
    "apps.ratings.models": "import django.db.models, tcvm.domain.fees",
    "apps.ratings.queries": "from tcvm.apps.ratings import models",
    "apps.ratings.actions": "",
    "apps.ratings.actions.rate": "import tcvm.apps.members.public, tcvm.documents",
    "apps.ratings.public": "from tcvm.apps.ratings import queries",
    "apps.ratings.web": "",
    "apps.ratings.web.views": "import tcvm.apps.ratings.actions.rate, tcvm.foundation.ui",
    "documents": "import tcvm.analytics, tcvm.domain",
    "analytics": "import numpy",
    "foundation": "",
    "foundation.ui": "import django",
    "domain": "",
    "domain.fees": "",
    "domain.scoring": "",
    "domain.scoring.score": "",
}


def lint(folder: Path, modules: dict[str, str]) -> tuple[bool, str]:
    """Write the modules, each with its imports in a function, and lint them by our contracts."""
    packages = {name.rpartition(".")[0] for name in modules}
    for name, line in modules.items():
        path = folder / "src" / "tcvm" / name.replace(".", "/")
        path = path / "__init__.py" if name in packages else path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"def act():\n    {line or 'pass'}\n", encoding="utf-8")
    run = subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            f"--config={ROOT / 'pyproject.toml'}",
            "--no-cache",
        ],
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode == 0, run.stdout + run.stderr


def test_a_building_as_planned_is_kept(tmp_path: Path) -> None:
    kept, said = lint(tmp_path, AS_PLANNED)
    assert kept, said


@pytest.mark.parametrize(
    ("contract", "planted"),
    [
        ("The floors of the building", {"domain.fees": "import tcvm.analytics"}),
        ("The floors of the building", {"analytics": "import tcvm.documents"}),
        ("The floors of the building", {"analytics": "import tcvm.foundation"}),
        ("The floors of the building", {"foundation": "import tcvm.apps.ratings.public"}),
        ("The floors of the building", {"config.settings": "import tcvm.cli"}),
        ("The floors of the building", {"services": "import tcvm.domain"}),
        ("domain is plain Python", {"domain.fees": "import numpy"}),
        ("analytics and documents know no Django", {"documents": "import django"}),
        ("analytics and documents know no Django", {"documents": "import tcvm.foundation.ui"}),
        ("analytics and documents know no Django", {"analytics": "import django"}),
        ("Which room may know which", {"apps.members.public": "import tcvm.apps.returns.public"}),
        ("Which room may know which", {"apps.kitchen": "import tcvm.domain"}),
        ("Inside every room", {"apps.ratings.queries": "import tcvm.apps.ratings.actions.rate"}),
        (
            "No cycles anywhere",
            {
                "domain.fees": "import tcvm.domain.scoring.score",
                "domain.scoring.score": "import tcvm.domain.fees",
            },
        ),
    ],
)
def test_a_wrong_import_breaks_its_contract(
    tmp_path: Path, contract: str, planted: dict[str, str]
) -> None:
    kept, said = lint(tmp_path, AS_PLANNED | planted)
    assert not kept
    assert f"{contract} BROKEN" in said, said
