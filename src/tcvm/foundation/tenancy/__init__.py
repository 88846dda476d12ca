"""Whose data is whose: the bare identity of networks and organisations, and who looks at them."""
