"""One command: the library's own worker, which must not run."""
