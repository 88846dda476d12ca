"""What jobs change about Django's own commands."""
