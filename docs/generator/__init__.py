"""What writes the reference pages and the outputs shown in all pages.

Each module makes the pages of one subject as a mapping from path under `docs/` to text.
"""
