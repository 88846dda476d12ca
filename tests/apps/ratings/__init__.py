"""The room of ratings."""
