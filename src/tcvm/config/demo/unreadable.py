"""What stops the demo: a file of it that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tcvm.domain.problems import Problem


class DemoUnreadable(ValueError):
    """A file of the demo that cannot be used; its problems are in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(f"{one.place}: {one.code}" for one in problems))
        self.problems = list(problems)
