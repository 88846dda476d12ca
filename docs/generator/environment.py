"""The environment variables, from the list that the settings are read by."""

from __future__ import annotations

from docs.generator.markdown import code, page, table
from tcvm.config import deployment, problems
from tcvm.config.variables import VARIABLES

INTRODUCTION = """
Everything an operator decides is an environment variable. Each may be left out but `SECRET_KEY`. A
value that cannot be read stops the start with one sentence that names it, never with a default in
its place.

Variables marked † hold a password or a key: keep them in a file that the service alone can read.
"""

CHECKED = """
## What `tcvm check --deploy` finds

Run it as the service runs, with the same environment. A line begins with ✗ for what must be put
right, and the exit status is then 1; with ! for what only deserves a thought. Beside these it says
what Django's own deployment checks say.
"""

REFUSED = """
## What stops the start
"""


def pages() -> dict[str, str]:
    """The page of the environment."""
    rows = [
        [code(one.name) + (" †" if one.secret else ""), one.form, one.default, one.about]
        for one in VARIABLES
    ]
    found = [[code(name), said.en, said.vi] for name, said in deployment.SENTENCES.items()]
    refused = [[code(name), said.en, said.vi] for name, said in problems.SENTENCES.items()]
    heads = ["code", "English", "Vietnamese"]
    return {
        "reference/environment.md": page(
            "Environment",
            INTRODUCTION,
            table(["variable", "written as", "by default", "decides"], rows),
            REFUSED,
            table(heads, refused),
            CHECKED,
            table(heads, found),
        )
    }
