"""Tests of requests that are carried out once."""
