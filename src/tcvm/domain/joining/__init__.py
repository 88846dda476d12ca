"""From an application to a member: its course, what it lacks, and whom it resembles."""
