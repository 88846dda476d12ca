"""The page of the design stands for everybody, and shows the house as it is."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.apps.ratings.web.page import read

TOKEN = re.compile(r"(--[a-z-]+):\s*(#[0-9a-f]+)")


def block(sheet: str, begins: str) -> dict[str, str]:
    """The colours declared in the first block after `begins`."""
    return dict(TOKEN.findall(sheet.partition(begins)[2].partition("}")[0]))


def style(name: str) -> str:
    found = finders.find(f"ui/{name}.css")
    assert isinstance(found, str)
    return Path(found).read_text(encoding="utf-8")


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_both_grounds_are_those_of_the_pages(ground: str) -> None:
    begins = {
        "light": "color-scheme: light dark;",
        "dark": "prefers-color-scheme: dark) {\n  :root {",
    }
    own, shown = block(style("ui"), begins[ground]), block(style("design"), f".ground-{ground} {{")
    assert len(shown) == 13
    assert {name: own[name] for name in shown} == shown


def test_the_figures_of_tables_are_one_font_of_ours() -> None:
    sheet = style("ui")
    for weight in (400, 700):
        name = f"ui/vendor/be-vietnam-pro/be-vietnam-pro-figures-{weight}-normal.woff2"
        assert name.removeprefix("ui/") in sheet
        path = finders.find(name)
        assert isinstance(path, str)
        assert Path(path).read_bytes().startswith(b"wOF2")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_page_is_the_same_for_everybody_and_well_formed(client: Client, locale: str) -> None:
    """Without a database: the test has none, and would fail if it were asked."""
    for query in ("", "?try=1", "?q=khong-co", "?state=late&sort=-clients&page=2"):
        answer = client.get(f"/{locale}/design/{query}")
        assert answer.status_code == 200
        assert "Cookie" not in answer.get("Vary", "")
        assert read(answer.content.decode()).faults == []


def test_the_table_is_filtered_sorted_and_paged(client: Client) -> None:
    html = client.get("/en/design/?q=song+dao&sort=-clients").content.decode()
    assert "1–3 of 3" in html
    # Kept when the order turns, and when another language is chosen.
    assert 'href="?q=song+dao&amp;sort=clients"' in html
    assert "/vi/design/%3Fq%3Dsong%2Bdao%26sort%3D-clients" in html
    assert "No return fits this choice." in client.get("/en/design/?q=nobody").content.decode()


def test_what_is_wrong_stands_at_its_field_and_above_the_form(client: Client) -> None:
    page = client.get("/en/design/?try=1&name=Song+Dao&founded=1492&kind=official&agrees=on")
    html = page.content.decode()
    wrong = "Ensure this value is greater than or equal to 1900."
    assert html.count(wrong) == 2
    assert '<a href="#id_founded">Founding year</a>' in html
    field = re.search(r"<input[^>]*name=\"founded\"[^>]*>", html)
    assert field is not None
    assert 'value="1492"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="id_founded_helptext id_founded_error"' in field[0]
    # A group of choices is led to by its first; what need not be filled in is marked in words.
    missing = client.get("/en/design/?try=1").content.decode()
    assert '<a href="#id_kind_0">Membership</a>' in missing
    assert "4 things have to be put right." in missing
    assert "(optional)" in missing
    right = client.get("/en/design/?try=1&name=A&founded=2001&kind=observer&agrees=on")
    assert "Nothing was kept: this is a sample." in right.content.decode()


def test_the_dialog_is_a_page_of_its_own(client: Client) -> None:
    html = client.get("/vi/design/dialog/").content.decode()
    assert "data-dialog-part" in html
    assert read(html).faults == []
