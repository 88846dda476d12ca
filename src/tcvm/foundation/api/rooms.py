"""What a room brings to the API. Its AppConfig names it in `api` by a dotted path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ninja import Router

#: `openapi_extra` of an operation that shows a record with its version, or changes one that the
#: caller must have seen: the door asks for `If-Match`, the description says so.
VERSIONED: Mapping[str, object] = {"x-versioned": True}


@dataclass(frozen=True, slots=True)
class ApiRoom:
    """A room's operations; `refused` is the exception of its actions.

    It has `problems`; `sentence` names, by a dotted path, the function that words each of them in
    the language of the request: the one that the room's pages use.
    """

    routers: tuple[Router, ...]
    refused: type[Exception] | None = None
    sentence: str = ""
