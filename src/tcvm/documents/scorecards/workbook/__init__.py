"""The sheets of a round's workbook, whose points a spreadsheet can calculate again."""
