"""Files people hand in: known by their content, kept as they came, given only to whom they may."""
