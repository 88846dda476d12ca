"""Jobs as Django knows them."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The queue, its worker and what is shown of a job.

    A room names in `scheduled` of its AppConfig what it does regularly (`recurrence.Scheduled`).
    """

    name = "tcvm.foundation.jobs"
    label = "jobs"
