"""Cases that accountants can read, each with its source."""
