"""Search over all rooms: a box on every page, and what is found there by whoever looks."""
