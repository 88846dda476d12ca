"""The files of an application, each given only to whom it may be given."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tcvm.apps.joining import queries
from tcvm.apps.joining.models import Application, Letter, Prepared, SubmittedPaper
from tcvm.foundation.accounts.viewers import viewer_of
from tcvm.foundation.files.public import StoredFile, file_response

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def own(request: HttpRequest, token: str, file: UUID) -> HttpResponseBase:
    """A paper or letter of the applicant's own. The resolution's paper is the network's."""
    application = queries.reached_by(token).application

    def permitted(asked: StoredFile) -> bool:
        return application is not None and _belongs(asked, application)

    return file_response(request, file_id=file, permitted=permitted)


def of_application(request: HttpRequest, network: str, number: str, file: UUID) -> HttpResponseBase:
    """A paper, letter or resolution, for those who may read the application."""
    rows = queries.visible_to(viewer_of(request))
    application = queries.found_or_404(rows, network, number)

    def permitted(asked: StoredFile) -> bool:
        resolved = Prepared.objects.filter(entry__application=application, paper=asked)
        return _belongs(asked, application) or resolved.exists()

    return file_response(request, file_id=file, permitted=permitted)


def _belongs(file: StoredFile, application: Application) -> bool:
    sent = SubmittedPaper.objects.filter(submission__application=application, file=file).exists()
    return sent or Letter.objects.filter(entry__application=application, file=file).exists()
