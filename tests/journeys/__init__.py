"""Journeys through the pages in a browser, named by what a person wants."""
