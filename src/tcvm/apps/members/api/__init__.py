"""The register for programs: thin, each operation calls one query or one action."""
