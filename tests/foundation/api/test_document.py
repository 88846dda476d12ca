"""The description of the API: complete, in both languages, and the page made from it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from jsonschema_rs import meta

from tcvm.foundation.accounts import rules
from tcvm.foundation.api.document import document, operations
from tcvm.foundation.api.instance import instance

LANGUAGES = ("vi", "en")
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụừứửữựầấẩẫậềếểễệồốổỗộờớởỡợ]", re.IGNORECASE
)


def test_every_operation_is_described_whole() -> None:
    made = document("en")
    assert made["openapi"] == "3.1.0"
    described = list(operations(made))
    assert len(described) == len(list(instance().operations()))
    for path, method, one in described:
        said = set(one["responses"])
        assert {"401", "403", "404", "406", "422", "429", "500"} <= said, path
        assert ("415" in said) == (method in ("post", "put"))
        assert one["operationId"]
        assert one["summary"]
        names = {each.get("$ref", "").rpartition("/")[2] for each in one["parameters"]}
        assert ("Idempotency-Key" in names) == (method == "post")
        assert ("If-Match" in names) == ({"412", "428"} <= said)
        assert method != "put" or "If-Match" in names
        (scopes,) = one["security"]
        assert set(scopes["token"]) <= set(rules.rules().scopes)


def test_every_reference_leads_somewhere_and_every_schema_is_one() -> None:
    made = document("en")
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(made)):
        found: Any = made
        for step in reference.split("/"):
            found = found[step]
    for schema in made["components"]["schemas"].values():
        meta.validate(schema)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_one_language(language: str) -> None:
    made = document(language)
    operation_sentences = [one["summary"] for _path, _method, one in operations(made)]
    assert all(bool(VIETNAMESE.search(one)) == (language == "vi") for one in operation_sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_for_everybody(language: str) -> None:
    answer = Client().get("/api/v1/openapi.json", headers={"Accept-Language": language})
    assert answer.headers["Content-Language"] == language
    assert answer.json() == json.loads(json.dumps(document(language)))
    again = Client().get(
        "/api/v1/openapi.json",
        headers={"Accept-Language": language, "If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_operation_and_problem(language: str) -> None:
    page = Client().get(f"/{language}/api/").content.decode()
    for _path, _method, one in operations(document(language)):
        assert f'id="{one["operationId"]}"' in page
    for problem in re.findall(r'href="#(problem-\d+)"', page):
        assert f'id="{problem}"' in page
    assert "<script>" not in page
    assert 'style="' not in page
