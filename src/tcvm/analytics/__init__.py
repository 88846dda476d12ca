"""Calculation over many values at once: what would be too slow one exact number at a time."""
