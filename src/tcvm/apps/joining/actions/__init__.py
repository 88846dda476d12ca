"""What can be done to an application, one verb a file."""
