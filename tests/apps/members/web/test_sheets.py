"""The list of members as a file: the same rows in the same order as its page, and nothing runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from tcvm.apps.members.actions.correct_profile import correct_profile
from tcvm.apps.members.models import Membership
from tests.actors import Actors
from tests.apps.members.conftest import NOW, TODAY, facts
from tests.apps.members.web.test_pages import (  # noqa: F401 - fixtures
    LIST,
    actors,
    filled,
    shown,
)

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
QUERIES = ("", "?category=observer&sort=-joined", "?q=quy&on=2020-06-30&sort=province")


def fetched(client: Client, query: str) -> list[list[str]]:
    """The CSV file, row by row."""
    answer = client.get(f"{LIST}list.csv{query}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("query", QUERIES)
def test_the_file_has_the_rows_of_the_page_in_its_order(filled: Actors, query: str) -> None:  # noqa: F811
    client = filled.client("secretariat")
    page = client.get(LIST + query).content.decode().replace("&amp;", "&")
    assert f"list.csv{query or '?'}" in page
    head, *rows = fetched(client, query)
    assert [row[0] for row in rows] == shown(client, query) != []
    day = "2020-06-30" if "on=" in query else None
    assert {row[head.index("As of")] for row in rows} == {day} or day is None
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{LIST}list.xlsx{query}").content))
    about, sheet = (book.get_sheet_by_index(at).to_python() for at in range(2))
    assert [row[0] for row in sheet[1:]] == [row[0] for row in rows]
    assert {row[0] for row in about} >= {"As of", "Chosen", "Taken out by"}


def test_all_pages_are_in_it_and_formulas_are_text(filled: Actors) -> None:  # noqa: F811
    client = filled.client("secretariat")
    one = Membership.objects.filter(network=filled.network_a, organisation__isnull=False)[0]
    assert one.organisation is not None
    with translation.override("en"):
        correct_profile(
            organisation=one.organisation.code,
            facts=facts("=HYPERLINK(1)", name_en="=HYPERLINK(1)", place=""),
            since=TODAY,
            actor=filled.viewer("secretariat"),
            now=NOW,
        )
    rows = fetched(client, "?page=2")
    assert len(rows) == 1 + 18
    names = {row[1] for row in rows}
    assert "'=HYPERLINK(1)" in names
    assert not any(name.startswith("=") for name in names)


def test_who_may_not_read_the_register_gets_no_file(filled: Actors) -> None:  # noqa: F811
    for name in ("outsider", "public"):
        for written_as in ("csv", "xlsx"):
            answer = filled.client(name).get(f"{LIST}list.{written_as}")
            assert answer.status_code in (302, 404)
