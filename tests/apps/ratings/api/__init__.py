"""Ratings through the API."""
