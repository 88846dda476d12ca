"""The history of tenancy's tables."""
