"""Tags of forms that are carried out once."""
