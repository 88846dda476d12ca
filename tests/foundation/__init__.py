"""What the rooms stand on."""
