"""Tables of plain values written out whole: workbook, CSV in one archive, JSON, all streamed."""
