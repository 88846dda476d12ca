"""Files: known by their content, given only to whom they may."""
