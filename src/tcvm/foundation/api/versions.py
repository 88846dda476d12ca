"""ETags: which version of a record an answer shows, and which one an update has seen."""

from __future__ import annotations

import hashlib
import re

from django.utils.translation import gettext_lazy as _

from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.problems import Stopped, stopped

#: The version of the record, and a digest of what was shown of it.
_FORM = re.compile(r'"([0-9a-z.]{1,40})-[0-9a-f]{16}"')
#: Any strong ETag (RFC 9110).
_TAG = re.compile(r'"[!#-~]{0,200}"')


def show_version(request: Asked, version: str) -> None:
    """Have the answer name the record's `version`; the door adds what was shown to the ETag."""
    request.headers_of_answer["ETag"] = version


def etag(version: str, content: bytes) -> str:
    """The ETag of `content`, which shows a record at `version`.

    Two showings of one version differ where the day asked about does, so the ETag names both.
    """
    return f'"{version}-{hashlib.sha256(content).hexdigest()[:16]}"'


def seen_by(header: str) -> str:
    """The version that `If-Match` names. Raises Stopped.

    428 without one (`*` has seen none), 400 for what is no ETag, 412 for one that is none of ours.
    """
    tag = header.strip()
    if not tag or tag == "*":
        raise stopped(
            428,
            "version_missing",
            _("Send If-Match with the ETag of what you have read."),
            at="If-Match",
        )
    if not _TAG.fullmatch(tag):
        sentence = _("This is no ETag: it stands in quotation marks.")
        raise stopped(400, "version_unreadable", sentence, at="If-Match")
    found = _FORM.fullmatch(tag)
    if found is None:
        raise changed_meanwhile()
    return found[1]


def changed_meanwhile() -> Stopped:
    """412: it is no longer what the caller has read."""
    sentence = _("It was changed after you read it. Read it again and decide anew.")
    return stopped(412, "changed_meanwhile", sentence, at="If-Match")
