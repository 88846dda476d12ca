"""What can be done with imports, exports and doubles, one verb a file."""
