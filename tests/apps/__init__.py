"""Rooms, and their pages."""
