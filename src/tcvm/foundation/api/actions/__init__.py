"""What changes tokens."""
