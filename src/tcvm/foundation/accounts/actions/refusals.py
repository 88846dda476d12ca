"""Why an action was refused: a code, from which the pages make the sentence."""

from __future__ import annotations


class Refused(Exception):
    """An action that the rules of accounts do not allow. `code` says which rule."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class NotPermitted(Exception):
    """The actor may not do this here. Views answer 404, as if the place were not there."""
