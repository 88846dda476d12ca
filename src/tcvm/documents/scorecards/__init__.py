"""A round's results for people: scorecards in PDF, a workbook, and a table in the terminal."""
