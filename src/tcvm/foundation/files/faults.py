"""What a sweep of the store can find wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with an address in the storage."""

    MISSING = "missing"
    ALTERED = "altered"
    ORPHAN = "orphan"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at an address. Orphans and unfinished files are what a crash leaves: they waste room
    and harm nothing. An upload under way looks like one for a moment."""

    fault: Fault
    address: str

    @property
    def loss(self) -> bool:
        """Whether something that was handed in is no longer there as it was."""
        return self.fault in (Fault.MISSING, Fault.ALTERED)
