"""What can be done with a round, one verb a file."""
