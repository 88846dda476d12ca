"""The demo: its data, loading it, and its own pages."""
