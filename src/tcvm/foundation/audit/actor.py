"""Who acts. Kept as text, so that an entry outlives the account it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tcvm.foundation.audit.text import identifier, storable


class ActorKind(StrEnum):
    """What acts: a person, another program with a token, or the platform itself."""

    PERSON = "person"
    SERVICE = "service"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts, as the trail names it for ever.

    `identifier` stays the same when the name changes; `label` is the name at that moment. Raises
    ValueError for an identifier that is empty or longer than 200 characters.
    """

    kind: ActorKind
    identifier: str
    label: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", ActorKind(self.kind))
        identifier(self.identifier, what="actor")
        storable(self.label, what="actor")
