"""The library's worker takes no lease: a job it held when it died would never run again."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Stands before the library's command of the same name, and refuses."""

    help = "Not used here: `tcvm jobs work` runs the jobs."

    def handle(self, **options: object) -> None:
        """Raises CommandError, always."""
        del options
        raise CommandError("This worker cannot take back the jobs of a dead one: tcvm jobs work")
