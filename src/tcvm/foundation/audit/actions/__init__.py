"""What the trail does: it records."""
