"""Indicators: the formula language, and what a figure and an indicator are."""
