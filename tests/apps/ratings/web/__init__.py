"""Its pages, read as a reader gets them."""
