"""Two invented networks with their members, as tables that people can read and correct. Data only.

README.md says what stands in which file.
"""
