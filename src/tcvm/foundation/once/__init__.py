"""Doing what a request asks once, however often it arrives.

A button pressed twice, a line that broke before the answer came, a program that asks again: each
sends the same request with the same key, and gets the answer that the first one got.
"""
