"""Words for people: every sentence and label in Vietnamese and English, side by side, by code.

A `*.toml` file of this folder holds one table an entry, with `vi` and `en`; the parts of a
sentence that change stand in it as named placeholders.
"""

from tcvm.documents.words.entries import entries, label, words
from tcvm.documents.words.findings import finding_sentence
from tcvm.documents.words.numbers import number, percent
from tcvm.documents.words.problems import line, say

__all__ = [
    "entries",
    "finding_sentence",
    "label",
    "line",
    "number",
    "percent",
    "say",
    "words",
]
