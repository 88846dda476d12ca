"""A browser on a server of the tests' own."""

from tests.foundation.accounts.conftest import visit  # noqa: F401 - the fixture
