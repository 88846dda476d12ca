"""Why the exchange refuses: problems, from which the pages make sentences."""

from __future__ import annotations

from tcvm.apps.members.public import Refused
from tcvm.domain.problems import Problem

__all__ = ["Refused", "as_json", "refuse"]


def refuse(code: str, /, **parameters: object) -> Refused:
    """A refusal for one reason."""
    return Refused([Problem(code, parameters=parameters)])


def as_json(problem: Problem) -> dict[str, object]:
    """A problem as it is kept beside its row."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "column": problem.place.column,
        "parameters": {
            name: value if isinstance(value, int) else str(value)
            for name, value in problem.parameters.items()
        },
    }
