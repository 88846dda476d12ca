"""Jobs as Django knows them."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The queue, its worker and what is shown of a job.

    A room names what it does regularly in `scheduled` of its own AppConfig (`schedules.Scheduled`).
    """

    name = "tcvm.foundation.jobs"
    label = "jobs"
