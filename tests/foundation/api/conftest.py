"""The standing actors, who have programs."""

from tests.actors import actors

__all__ = ["actors"]
