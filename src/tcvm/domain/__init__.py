"""Calculation: values in, values out, on the standard library alone.

Nothing here reads a file, a clock or a setting. As-of dates, rounding and rule versions are
arguments, money and ratios are exact (`int` and `Fraction`, never `float`), and bad input comes
back as a list of problems whose words are made where a person reads them.
"""
