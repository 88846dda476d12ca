"""What can be done to people, roles and invitations: one verb a file."""
