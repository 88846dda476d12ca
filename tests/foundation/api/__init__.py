"""The API: tokens, its door, its description."""
