"""The demo's figures, read from its files once."""

from functools import cache

from tcvm.apps.ratings.public import RoundFigures
from tcvm.config import demo


@cache
def demo_rounds() -> dict[str, RoundFigures]:
    """What the demo loads, by the code of the round."""
    return {figures.code: figures for figures in demo.rounds()}
