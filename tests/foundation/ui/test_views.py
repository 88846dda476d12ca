"""The choice of language, and the page for when something went wrong."""

import pytest
from django.test import Client, RequestFactory, override_settings

from tcvm.foundation.ui.views import server_error


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/en/rounds/mix-2014/?sort=fee", "/en/rounds/mix-2014/?sort=fee"),
        ("", "/en/"),
        ("https://elsewhere.example/", "/en/"),
        ("//elsewhere.example/", "/en/"),
        ("/\\elsewhere.example", "/en/"),
        ("javascript:alert(1)", "/en/"),
        ("rounds/", "/en/"),
    ],
)
def test_a_chosen_language_is_remembered_and_leads_nowhere_else(
    client: Client, wanted: str, expected: str
) -> None:
    answer = client.get("/language/en/", {"next": wanted})
    assert answer.status_code == 302
    assert answer["Location"] == expected
    cookie = answer.cookies["django_language"]
    assert cookie.value == "en"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_unknown_language_is_not_there(client: Client) -> None:
    answer = client.get("/language/fr/")
    assert answer.status_code == 404
    assert "django_language" not in answer.cookies


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/vi/rounds/", "Không tạo được trang"),
        ("/en/rounds/", "The page could not be made"),
        ("/", "Không tạo được trang"),
    ],
)
def test_an_error_of_the_server_is_said_in_the_readers_language(path: str, words: str) -> None:
    answer = server_error(RequestFactory().get(path))
    assert answer.status_code == 500
    assert words in answer.content.decode()


def test_the_error_page_stands_even_without_assets() -> None:
    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": storage}}, STATIC_ROOT="/nonexistent"
    ):
        answer = server_error(RequestFactory().get("/en/"))
    assert answer.status_code == 500
    assert "The page could not be made" in answer.content.decode()
