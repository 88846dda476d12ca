"""The register's desk: each action as a page with one form."""
