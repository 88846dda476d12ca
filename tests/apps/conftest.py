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
    from tcvm.apps.ratings import public

    with django_db_blocker.unblock():
        for figures in demo_rounds().values():
            public.load(figures=figures, now=NOW)
    return


@pytest.fixture
def now() -> dt.datetime:
    """A moment at which something is done."""
    return NOW
