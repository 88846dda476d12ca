"""What is typed into the pages of the register, and what was wrong with it."""
