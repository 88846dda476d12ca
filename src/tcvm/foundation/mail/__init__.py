"""Messages of the platform: bilingual templates, each sent once for one event, and seen to go."""
