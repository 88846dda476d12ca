"""Letters of a network to those who want to join it: PDF, in Vietnamese and English."""

from tcvm.documents.letters.compose import LetterKind, composed
from tcvm.documents.letters.pdf import render_letter

__all__ = ["LetterKind", "composed", "render_letter"]
