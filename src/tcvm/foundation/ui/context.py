"""What every page is given."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the platform in the main navigation: its code, its address and its name.

    A room names its sections in `navigation` of its AppConfig; `label` is a lazy translation. A
    section `for_people` is shown only to whoever has signed in and may open it: a public page holds
    it hidden, and a script shows it by the mark of the session (`accounts.sessions`).
    """

    section: str
    url_name: str
    label: object
    for_people: bool = False


def sections() -> list[Section]:
    """All sections, in the rooms' order."""
    return [one for room in apps.get_app_configs() for one in getattr(room, "navigation", ())]


def _version() -> str:
    try:
        return version("tcvm")
    except PackageNotFoundError:  # run from its source, not installed
        return ""


VERSION = _version()


def page(request: HttpRequest) -> dict[str, object]:
    """The page's language, its address in each language, the sections, the product's version,
    and whether all this is a demo.

    Of the address' query only what the view understood is kept (`chosen_query`, set by it): a page
    kept in memory must not repeat what one reader happened to append.
    """
    here = request.path + getattr(request, "chosen_query", "")
    locale = get_language() or settings.LANGUAGE_CODE
    return {
        "locale": locale,
        "languages": [
            {"code": code, "name": name, "href": translate_url(here, code), "here": code == locale}
            for code, name in settings.LANGUAGES
        ],
        "navigation": sections(),
        "version": VERSION,
        "demo": settings.DEMO,
    }
