"""The exchange: a network's present spreadsheet comes in, and all it holds goes out."""
