"""All that the rest of the house may know of joining: what is asked of an applicant, and its
actions, so that applications kept elsewhere can be entered step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.apps.joining.actions.confirm import confirm
from tcvm.apps.joining.actions.fill_in import attach, fill_in
from tcvm.apps.joining.actions.prepare import Resolution, prepare
from tcvm.apps.joining.actions.remark import comment
from tcvm.apps.joining.actions.review import forward, send_back, take_up
from tcvm.apps.joining.actions.send import send
from tcvm.apps.joining.actions.set_intake import IntakeStated, set_intake
from tcvm.apps.joining.actions.start import start
from tcvm.apps.joining.links import secret_from
from tcvm.apps.joining.requirements import all_requirements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tcvm.domain.membership.standing import MemberKind
    from tcvm.domain.text import Text

__all__ = [
    "IntakeStated",
    "Resolution",
    "asked_names",
    "attach",
    "comment",
    "confirm",
    "fill_in",
    "forward",
    "prepare",
    "secret_from",
    "send",
    "send_back",
    "set_intake",
    "start",
    "take_up",
]


def asked_names(requirements: str, kind: MemberKind) -> Mapping[str, Text]:
    """What each fact and paper that `requirements` ask of a `kind` is called, by its code."""
    return all_requirements()[requirements].kinds[kind].names
