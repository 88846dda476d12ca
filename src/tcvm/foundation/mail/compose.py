"""From a template to the text of a message: both languages, the addressee's own first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from tcvm.domain.text import Text
from tcvm.foundation.mail.template import MailTemplate

LOCALES = ("vi", "en")
_BETWEEN_SUBJECTS = " · "
_BETWEEN_BODIES = "\n\n——\n\n"
#: Longer subjects are cut: no mail program shows them.
SUBJECT_LENGTH = 300


class ContextIncomplete(KeyError):
    """A value that the message's sample has was not given."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as it is read."""

    subject: str
    body: str


def compose(template: MailTemplate, *, locale: str, context: Mapping[str, object]) -> Composed:
    """The message for an addressee who reads `locale` first.

    Raises ContextIncomplete where a value of the sample is missing, ValueError for a locale that
    is not one of the platform's.
    """
    if locale not in LOCALES:
        raise ValueError(f"{locale!r} is not a language of the platform")
    if missing := sorted(set(template.sample) - set(context)):
        raise ContextIncomplete(f"{template.code}: {', '.join(missing)} not given")
    subjects, bodies = [], []
    for each in sorted(LOCALES, key=lambda one: one != locale):
        with override(each):
            given = {
                name: value.said_in(each) if isinstance(value, Text) else value
                for name, value in {**template.fixed, **context}.items()
            }
            subjects.append(_rendered(template.subject_template, given))
            bodies.append(_rendered(template.body_template, given))
    # One line, whatever a value held: a line more would be another header.
    subject = " ".join(_BETWEEN_SUBJECTS.join(subjects).split())
    return Composed(subject[:SUBJECT_LENGTH], _BETWEEN_BODIES.join(bodies))


def _rendered(name: str, context: Mapping[str, object]) -> str:
    # Plain text: what is escaped for HTML would be read as `&amp;`.
    plain = get_template(name).template  # type: ignore[attr-defined] # of Django's own engine
    text: str = plain.render(Context(dict(context), autoescape=False))
    return text.strip()
