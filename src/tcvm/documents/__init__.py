"""Documents in and out: the catalogue, members' tables, results as text, tables and pictures."""
