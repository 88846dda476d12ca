"""What can be done to the register, one verb a file."""
