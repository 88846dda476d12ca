"""Membership fees that follow from the class, and amounts in words."""
