"""People, sign-in, roles, permissions and changes that need a second person."""
