"""When a delivery that failed is tried again, and when it is given up."""

from __future__ import annotations

import datetime as dt
from typing import Final

#: After so many attempts a delivery is a dead letter: within some hours, a working day at most.
ATTEMPTS_MAX: Final = 8
_FIRST: Final = dt.timedelta(seconds=30)
_LONGEST: Final = dt.timedelta(hours=2)


def is_last(attempt: int) -> bool:
    """Whether no attempt follows the `attempt`th (from 1)."""
    return attempt >= ATTEMPTS_MAX


def delay_after(attempt: int) -> dt.timedelta:
    """How long to wait after the `attempt`th failed one (from 1): 30 s, doubled, at most 2 h.

    Raises ValueError for an attempt before the first.
    """
    if attempt < 1:
        raise ValueError("attempts are counted from 1")
    # Doubled no further than needed, so that no number of attempts overflows.
    doubled: int = 2 ** min(attempt - 1, 10)
    return min(_LONGEST, _FIRST * doubled)
