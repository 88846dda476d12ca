"""The pages of joining: those of applicants, under secret links, and those of a network's staff."""
