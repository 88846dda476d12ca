"""The secret links by which applicants reach their application."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid

from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from tcvm.apps.joining.models import Link

_SALT = "tcvm.joining.link"
#: The page that asks for a link is forgotten after a day; then it must be opened anew.
_PAGE_AGE = dt.timedelta(days=1)


def issue(thread: uuid.UUID, now: dt.datetime, secret: str = "") -> str:
    """A new link's secret; of it only the digest is kept."""
    secret = secret or secrets.token_urlsafe(32)
    Link.objects.create(thread=thread, digest=digest_of(secret), issued_at=now)
    return secret


def digest_of(secret: str) -> str:
    """By what a secret is known again. It is as long as the digest: salt would add nothing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def thread_of(secret: str) -> uuid.UUID | None:
    """What a link leads to; None for one that is none or has been replaced."""
    found = Link.objects.filter(digest=digest_of(secret)).first()
    return None if found is None else found.thread


def page_token() -> str:
    """A token for one showing of the page that asks for a link."""
    return signing.dumps(secrets.token_urlsafe(32), salt=_SALT)


def secret_from(token: str) -> str:
    """The secret that goes with a showing of the page: sent twice, the same one comes of it.

    A token that this platform did not write, or long ago, gives a secret of its own.
    """
    try:
        shown = signing.loads(token, salt=_SALT, max_age=_PAGE_AGE)
    except signing.BadSignature:
        return secrets.token_urlsafe(32)
    made = salted_hmac(_SALT, str(shown), algorithm="sha256").hexdigest()
    return str(made)


def address(secret: str, site: str, locale: str) -> str:
    """The link itself, in the applicant's language; `site` is this platform, with its scheme."""
    with override(locale):
        return site.rstrip("/") + reverse("joining:application", args=[secret])
