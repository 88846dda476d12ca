"""A secretary prints a scorecard: the nine rows, the class and the sources, on A4."""

import io
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tcvm.documents import catalogue
from tests.journeys.conftest import Open


def printed(page: Page) -> list[str]:
    """The texts of the sheets that a printer would get, without spaces: PDF has none to rely on."""
    pdf = page.pdf(prefer_css_page_size=True)
    texts = [one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages]
    return [unicodedata.normalize("NFC", "".join(text.split())) for text in texts]


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_a_scorecard_stands_on_one_sheet(visit: Open, locale: str) -> None:
    page = visit(f"/{locale}/rounds/mix-2014/cep/", dark=True)
    sheets = printed(page)
    assert len(sheets) <= 3
    first = sheets[0]
    for column in catalogue.scheme("vmfwg-2014").columns:
        assert "".join(column.name.said_in(locale).split()) in first
    assert "49" in first
    assert "12.000.000" in first or "12,000,000" in first
    every = " ".join(sheets)
    assert "mix-vietnam-2014.csv" in every
    assert "overdue_over_30" in every


def test_a_round_stands_on_paper(visit: Open) -> None:
    sheets = printed(visit("/vi/rounds/mix-2014/"))
    assert len(sheets) <= 3
    assert "M7DBDistrict" in sheets[0]
    assert "Chianhómtheo" not in " ".join(sheets)
