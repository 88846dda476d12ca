"""What stands over the results of a round, beside what the results themselves carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tcvm.domain.text import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a round, the date its stocks stand at, and where its numbers come from.

    `currency` is that of the reported amounts. `rate_source` says where the exchange rate was
    read; None where nothing is converted. `sources` name the figures' origin, one each; `notes`
    go along whole: an attribution, or what the results are not to be taken for.
    """

    title: Text
    as_of: dt.date | None = None
    currency: str = "VND"
    rate_source: Text | None = None
    sources: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
