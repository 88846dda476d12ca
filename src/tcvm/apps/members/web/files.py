"""Papers handed out: to whoever may read what they are about, to everybody else 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_safe

from tcvm.apps.members import queries
from tcvm.apps.members.web.viewers import viewer_of
from tcvm.foundation.files.public import StoredFile, file_response

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def paper(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """A paper of the register, as a download."""
    visible = queries.documents_visible_to(viewer_of(request), timezone.localdate())

    def permitted(found: StoredFile) -> bool:
        return visible.filter(file=found.pk).exists()

    return file_response(request, file_id=file, permitted=permitted)
