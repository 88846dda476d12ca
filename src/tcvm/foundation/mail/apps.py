"""Mail as Django knows it."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox of messages.

    A room names its messages in `messages` of its own AppConfig (`templates.MailTemplate`).
    """

    name = "tcvm.foundation.mail"
    label = "mail"
