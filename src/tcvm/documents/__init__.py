"""Documents in and out: the catalogue, members' tables, and results as text, tables and pictures."""
