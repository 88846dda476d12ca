"""Rounds and scorecards for programs."""
