"""Membership over time: what a member was on any day, and whether it qualifies."""
