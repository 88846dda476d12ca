"""People, how they sign in, which roles they hold where, and what each role may do."""
