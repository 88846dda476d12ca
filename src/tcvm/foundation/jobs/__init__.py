"""Work that a page cannot wait for: queued in the database, done once, seen while it runs."""
