"""All rows of the demo as text that is the same wherever and whenever they were loaded."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from tcvm.foundation.accounts.models import Invitation

#: Made anew by chance each time: keys and what hangs on them, secrets and what is hashed with them.
_CHANCE = {"password", "secret_sha256", "data", "hash", "previous_hash", "seal", "last_login",
           "thread", "digest"}  # fmt: skip
#: Numbers that the database gives out, as the trail and events repeat them.
_NUMBERED = {"subject_identifier", "actor_identifier", "organisation", "network", "payload", "key"}
#: When a row was written by the machine, which is not when it is said to have been.
_CLOCK = {"created_at", "loaded_at", "last_used_at"}
_ROOMS = ("accounts", "audit", "events", "files", "joining", "members", "tenancy")


def digest() -> str:
    """The SHA-256 of all rows of the rooms that the demo's networks fill."""
    found = hashlib.sha256()
    for line in sorted(lines()):
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def lines() -> Iterator[str]:
    """Each row: its model, and what stands in it apart from keys, clocks and chance.

    What the demo does on the day on which it is loaded (`config.demo.present`, and a draft) is left
    out, by its moment: it is there to be of that day.
    """
    loaded_at = Invitation.objects.filter(accepted_at=None).latest("invited_at").invited_at
    for model in apps.get_models():
        if model._meta.app_label in _ROOMS and model._meta.model_name not in ("head", "anchor"):
            plain = [one for one in model._meta.concrete_fields if _is_said(model, one)]
            for row in model._default_manager.all():
                if any(getattr(row, one.name) == loaded_at for one in plain):
                    continue
                said = [_said(row, one) for one in plain]
                yield f"{model._meta.label}: {' | '.join(said)}"


def _is_said(model: type[Model], field: Field) -> bool:  # type: ignore[type-arg]
    if field.name in _CHANCE | _CLOCK or (field.primary_key and field.name != "sha256"):
        return False
    return model._meta.app_label not in ("audit", "events") or field.name not in _NUMBERED


def _said(row: Model, field: Field) -> str:  # type: ignore[type-arg]
    value = getattr(row, field.name)
    if isinstance(field, ForeignKey):
        # Whom a row points to is told by words: a key is only where the other happens to stand.
        value = None if value is None else re.sub(r"^\d+[ :→]+", "", str(value))
    if isinstance(value, dict):
        # PostgreSQL keeps the names of an object in an order of its own.
        value = json.dumps(value, sort_keys=True, ensure_ascii=False)
    if isinstance(value, dt.datetime):
        value = value.astimezone(dt.UTC)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", str(value))
    text = re.sub(r'("remark":\[null,)[0-9]+', r"\1", text)
    return f"{field.name}={re.sub(r'user:[0-9]+', 'user', text)}"
