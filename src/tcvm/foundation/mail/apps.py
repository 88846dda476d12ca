"""Mail as Django knows it."""

from django.apps import AppConfig

from tcvm.foundation.mail.trail_words import WORDS


class MailConfig(AppConfig):
    """The outbox of messages.

    A room names its messages in `messages` of its own AppConfig (`templates.MailTemplate`).
    """

    name = "tcvm.foundation.mail"
    label = "mail"
    trail_words = WORDS
