"""The desk: every action of the register as a page."""
