"""The pages that belong to no room: the choice of language, and what is shown on an error."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_path, override
from django.views.decorators.http import require_safe


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the reader's language and go to the page it was chosen on (`next`), in it."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    answer = HttpResponseRedirect(wanted if safe and wanted.startswith("/") else f"/{code}/")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return answer


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: what happened and where to go on, in the language of the address."""
    del exception
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return render(request, "ui/404.html", {"asked": request.path}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs neither the database nor a context."""
    locale = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with override(locale):
        context = {"locale": locale, "stylesheet": _stylesheet(), "demo": settings.DEMO}
        text = loader.get_template("ui/500.html").render(context)
    return HttpResponse(text, status=500)


def _stylesheet() -> str:
    """The address of the style sheet, nothing where the assets were never gathered."""
    try:
        return static("ui/ui.css")
    except ValueError:
        return ""
