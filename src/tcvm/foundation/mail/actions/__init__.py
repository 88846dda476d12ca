"""What is done with messages: send one, send one again that did not go."""
