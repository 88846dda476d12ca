"""Jobs: lost never, doubled never."""
