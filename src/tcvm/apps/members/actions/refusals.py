"""Why an action was refused: problems, from which the pages make sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tcvm.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


class Refused(Exception):
    """An action that the rules of the register do not allow. Nothing was changed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__(", ".join(one.code for one in problems))
        self.problems = tuple(problems)


def refuse(code: str, /, **parameters: object) -> Refused:
    """A refusal for one reason."""
    return Refused([Problem(code, parameters=parameters)])


def refuse_unseen(seen: str | None, now: str) -> None:
    """Raises Refused (`changed_meanwhile`) where the actor looked at another version than `now`.

    None is an actor who did not look first. Call it with the record locked.
    """
    if seen is not None and seen != now:
        raise refuse("changed_meanwhile")
