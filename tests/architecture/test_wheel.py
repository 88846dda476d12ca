"""The wheel carries all that the source tree holds, and alone it rates members without Django."""

import csv
import io
import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT, files

MEMBER = {
    "member": "Quỹ hỗ trợ phụ nữ",
    "active_borrowers": "39000",
    "gross_loan_portfolio": "9000000",
    "average_gross_loan_portfolio": "8500000",
    "savers": "39000",
    "savings": "1200000",
    "overdue_1_30": "72000",
    "overdue_over_30": "72000",
    "loan_officers": "130",
    "staff": "200",
    "operating_income": "1950000",
    "operating_expense": "935000",
    "financial_expense": "400000",
    "net_provision_expense": "165000",
    "net_income": "450000",
    "total_assets": "10000000",
    "average_total_assets": "9000000",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's wheel, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", f"--outdir={folder}"]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_wheel_carries_the_whole_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if name.startswith("tcvm/")}
    wanted = {
        f"tcvm/{path.relative_to(PACKAGE)}" for path in files() if path.is_relative_to(PACKAGE)
    }
    assert carried == wanted


@pytest.mark.parametrize(
    "kind",
    [
        "tcvm/py.typed",
        "tcvm/catalogue/elements/*.toml",
        "tcvm/catalogue/indicators/*.toml",
        "tcvm/catalogue/schemes/*.toml",
        "tcvm/documents/fonts/*.ttf",
        "tcvm/documents/**/*.typ",
        "tcvm/foundation/ui/static/ui/vendor/htmx/htmx.min.js",
        "tcvm/foundation/ui/static/ui/vendor/be-vietnam-pro/*.woff2",
        "tcvm/foundation/ui/templates/**/*.html",
        "tcvm/apps/ratings/web/templates/**/*.html",
        "tcvm/apps/ratings/migrations/0001_*.py",
        "tcvm/**/locale/vi/LC_MESSAGES/django.mo",
        "tcvm-*.dist-info/licenses/LICENSE",
        "tcvm-*.dist-info/licenses/NOTICE",
        "tcvm-*.dist-info/licenses/src/tcvm/documents/fonts/LICENSE.txt",
        "tcvm-*.dist-info/entry_points.txt",
    ],
)
def test_wheel_carries_each_kind_of_file(wheel: Path, tmp_path: Path, kind: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert list(tmp_path.glob(kind)), f"no {kind} in the wheel"


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands where the wheel was installed with what it asks for, and no extra."""
    folder = tmp_path_factory.mktemp("bare") / "venv"
    uv = Path(sys.executable).with_name("uv")
    venv.create(folder, with_pip=not uv.exists())
    python = folder / "bin" / "python"
    install = (
        [uv, "pip", "install", "--python", python]
        if uv.exists()
        else [python, "-m", "pip", "install"]
    )
    subprocess.run([*install, "--quiet", wheel], check=True, cwd=folder)
    return folder / "bin"


@pytest.fixture
def call(bare: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call a command of the bare installation, away from this repository and its settings."""

    def run(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [bare / command, *arguments],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(tmp_path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize("module", ["django", "ibis", "duckdb", "granian", "pandas"])
def test_wheel_alone_brings_no_platform(
    call: Callable[..., subprocess.CompletedProcess[str]], module: str
) -> None:
    assert "ModuleNotFoundError" in call("python", "-c", f"import {module}").stderr


def test_wheel_alone_rates_members(
    call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    table = io.StringIO()
    writer = csv.DictWriter(table, MEMBER)
    writer.writeheader()
    writer.writerow(MEMBER)
    (tmp_path / "members.csv").write_text(table.getvalue(), encoding="utf-8")
    run = call("tcvm", "rate", "members.csv", "--currency", "USD", "--format", "json")
    assert run.returncode == 0, run.stderr
    (member,) = json.loads(run.stdout)["members"]
    # 6 for each of the first five (arrears of 0.8 %), then operating expense of 11 %, 300 borrowers
    # an officer, self-sufficiency of 130 % and a return of 5 %: the first case of the rating rules.
    assert (member["points"], member["class"], member["fee_vnd"]) == (47, "A", 12_000_000)


def test_wheel_alone_rates_members_from_python(
    call: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    run = call("python", "-c", "import tcvm; print(callable(tcvm.rate))")
    assert run.stdout == "True\n", run.stderr
