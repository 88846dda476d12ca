"""Values that several operations take or show. Without `annotations` import, as ninja wants."""

import datetime as dt
from typing import Annotated, Any

from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _
from pydantic import Field, StringConstraints

from tcvm.apps.members.actions.decide import DecisionGiven
from tcvm.apps.members.models import Decision
from tcvm.domain.problems import Problem
from tcvm.foundation.api.schemas import PLAIN, SAYS, Day, Given, Shown

#: How the room words its problems, on its pages too.
SENTENCE = "tcvm.apps.members.web.wording.sentence"
Word = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=SAYS), PLAIN]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=SAYS), PLAIN]
Source = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=SAYS), PLAIN]
Text = Annotated[str, StringConstraints(min_length=1, max_length=5_000, pattern=SAYS), PLAIN]


class DecisionBrought(Given):
    """A decision of the network's body, as its paper has it."""

    number: Word = Field(examples=["12/NQ-BĐH"])
    decided_on: Day = Field(examples=["2026-03-20"])
    body: Name = Field(description=_("Who decided."), examples=["Ban điều hành"])
    source: Source = Field(
        description=_("Where the paper can be found."), examples=["Hồ sơ lưu trữ 2026, cặp 1"]
    )

    def given(self) -> DecisionGiven:
        """The decision as actions take it."""
        return DecisionGiven(self.number, self.decided_on, self.body, self.source)


class DecisionShown(Shown):
    """A decision as it is in the register."""

    number: str
    decided_on: dt.date
    body: str
    source: str

    @staticmethod
    def of(one: Decision) -> "DecisionShown":
        """The row as an answer shows it."""
        return DecisionShown(
            number=one.number, decided_on=one.decided_on, body=one.body, source=one.source
        )


class ReasonShown(Shown):
    """Why something does not hold."""

    code: str
    parameters: dict[str, Any]
    sentence: str = Field(description=_("In the language of the request."))

    @staticmethod
    def of(problem: Problem) -> "ReasonShown":
        """The problem as an answer shows it."""
        return ReasonShown(
            code=problem.code,
            parameters={name: str(value) for name, value in problem.parameters.items()},
            sentence=import_string(SENTENCE)(problem),
        )
