"""The moment at which the tests of accounts happen."""

import datetime as dt

NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
