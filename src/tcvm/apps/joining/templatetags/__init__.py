"""Filters of the pages of joining."""
