"""Addresses and pages of upkeep."""
