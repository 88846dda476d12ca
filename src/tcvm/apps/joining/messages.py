"""The messages to applicants, for `JoiningConfig.messages`. Knows no table.

Each holds a link to the application, so each is secret: mail keeps its text encrypted, and only
until it is sent.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tcvm.domain.text import Text
from tcvm.foundation.mail.public import MailTemplate

_SAMPLE = {
    "network": Text("Mạng lưới Ví dụ", "Example Network"),
    "number": "GN-2026-0001",
    "name": "Quỹ Hạt Gạo Vàng",
    "text": "…",
    "link": "https://tcvm.example.org/vi/application/…/",
}


def _message(code: str, name: object) -> MailTemplate:
    return MailTemplate(
        code=f"joining.{code}",
        name=name,
        subject_template="joining/mail/subject.txt",
        body_template=f"joining/mail/{code}.txt",
        sample=_SAMPLE,
        fixed={"sentence": name},
        secret=True,
    )


MESSAGES = (
    _message("started", _("Your application form")),
    _message("send", _("Your application has been received")),
    _message("question", _("A question about your application")),
    _message("send_back", _("Please complete your application")),
    _message("admit", _("You have been admitted")),
    _message("refuse", _("Your application has been decided")),
    _message("defer", _("The decision on your application has been deferred")),
    _message("withdraw", _("Your application has been withdrawn")),
    _message("link", _("A new link to your application")),
)
