"""The demo's rounds, loaded once into the tests' database; a test sees them and undoes its own."""

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.apps.ratings.demo import demo_rounds

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001 - the database itself
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[None]:
    """The tests' database with the demo's rounds in it."""
    BLOCKERS.append(django_db_blocker)
    fill()
    yield
    BLOCKERS.clear()


#: What keeps tests without a database from it, once there is one.
BLOCKERS: list[pytest.FixtureRequest] = []


def fill() -> None:
    """Load the demo's rounds where they are not, outside of any test's transaction."""
    from tcvm.apps.ratings import public

    with BLOCKERS[0].unblock():
        if not public.summaries():
            for figures in demo_rounds().values():
                public.load(figures=figures, now=NOW)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Fill the tables again that a test of transactions, here or elsewhere, has emptied."""
    if BLOCKERS:
        fill()


@pytest.fixture
def now() -> dt.datetime:
    """A moment at which something is done."""
    return NOW
