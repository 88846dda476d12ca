"""The platform as Django sees it is in order."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_django_finds_nothing_to_complain_of() -> None:
    call_command("check", fail_level="WARNING")


def test_a_deployment_has_nothing_to_complain_of(tmp_path: Path) -> None:
    """As an operator starts it, behind HTTPS."""
    run = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level=WARNING"],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tcvm.config.settings",
            "SECRET_KEY": "".join(map(chr, range(48, 112))),
            "ALLOWED_HOSTS": "ratings.example.org",
            "TCVM_HTTPS": "1",
            "TCVM_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
