"""Joining, from the form to the letter."""
