"""Collecting problems while a table is read: all that fit a screen, then how many more."""

from __future__ import annotations

from tcvm.domain.problems import Place, Problem, Severity

#: So many are listed; a file with more was saved wrongly, not typed wrongly.
LISTED_MAX = 1_000


class UnreadableError(Exception):
    """A file, or the rest of it, that cannot be read at all."""

    def __init__(self, code: str, place: Place | None = None, **parameters: object) -> None:
        """Keep what is wrong, as `problem`."""
        super().__init__(code)
        self.problem = Problem(code, place=place or Place(), parameters=parameters)


class Report:
    """The problems of one reading, put into the caller's list as they are found."""

    def __init__(self, problems: list[Problem], file: str) -> None:
        self.problems = problems
        self.file = file
        self.listed = 0
        self.unlisted = 0
        self.worst_unlisted = Severity.NOTE
        self.has_errors = False

    def add(self, problem: Problem) -> None:
        """List `problem`, or count it where enough are listed."""
        self.has_errors = self.has_errors or problem.severity is Severity.ERROR
        if self.listed < LISTED_MAX:
            self.listed += 1
            self.problems.append(problem)
            return
        self.unlisted += 1
        if _WEIGHT[problem.severity] > _WEIGHT[self.worst_unlisted]:
            self.worst_unlisted = problem.severity

    def close(self) -> None:
        """Say how many were not listed; an error among them stays an error."""
        if self.unlisted:
            code, parameters = "table.more_problems", {"count": self.unlisted}
            place = Place(self.file)
            self.problems.append(Problem(code, self.worst_unlisted, place, parameters))


_WEIGHT = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
