"""Results as documents for machines: JSON and CSV, from a file of any size."""
