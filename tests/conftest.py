"""What all tests share: a data directory of their own, the markers' meaning, and Chromium."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as examples

from tests.foundation.audit.lifted import open_for_flush

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SOAK = os.environ.get("TCVM_SOAK") == "1"

# Before the settings are read: nothing that a test does reaches the data of whoever runs it.
# Workers of pytest-xdist find all this in their environment.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ.update(
        {
            "DJANGO_SETTINGS_MODULE": "tcvm.config.settings",
            # Playwright keeps an event loop, in which Django would refuse its ORM.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
            "SECRET_KEY": "for-tests-only-" * 4,
            # Static files come straight from the source; pytest-django switches DEBUG itself off.
            "TCVM_DEBUG": "1",
            "TCVM_HOME": tempfile.mkdtemp(prefix="tcvm-tests-"),
        }
    )
    atexit.register(shutil.rmtree, os.environ["TCVM_HOME"], ignore_errors=True)
django.setup()
open_for_flush()

examples.register_profile("usual", deadline=None)
examples.register_profile("soak", deadline=None, max_examples=5_000)
examples.load_profile("soak" if SOAK else "usual")

USES_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server", "admin_client"}
USES_BROWSER = {"page", "context", "browser"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses a browser or the database; leave soak tests to ./test --soak."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & USES_BROWSER:
            item.add_marker("browser")
        if fixtures & USES_DATABASE or item.get_closest_marker("django_db"):
            item.add_marker("postgres")
    if not SOAK:
        soak = [item for item in items if item.get_closest_marker("soak")]
        if soak:
            items[:] = [item for item in items if item not in soak]
            config.hook.pytest_deselected(items=soak)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out a test of figures that this copy of the repository does not come with."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip("no ../shared beside this repository")


@pytest.fixture(autouse=True)
def _language_of_nobody() -> None:
    """No test is answered in the language that another one, or a reader of its, has left."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published figures beside the repository; mark tests of it `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of the private PostgreSQL that ./test starts."""
    url = os.environ.get("TCVM_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("no PostgreSQL: run this through ./test")
    return url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Use Debian's Chromium, and keep it from calling anywhere but the page under test."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    return {
        **browser_type_launch_args,
        **({"executable_path": chromium} if chromium else {}),
        "args": [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--no-first-run",
        ],
    }
