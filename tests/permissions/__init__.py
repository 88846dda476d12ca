"""Who may see and do what: the matrix of every address and every standing actor."""
