"""Benchmarks: what a run costs, beside what the same work costs elsewhere (README.md)."""
