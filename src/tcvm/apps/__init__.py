"""The rooms of the platform: one a subject, all furnished alike."""
