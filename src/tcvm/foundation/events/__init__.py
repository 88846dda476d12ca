"""What rooms tell each other: announced with the change itself, delivered until handled once."""
