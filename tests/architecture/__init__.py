"""The plan of the house, held to by tests."""
