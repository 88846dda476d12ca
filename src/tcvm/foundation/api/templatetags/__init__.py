"""Words of the description, for templates."""
