"""Files of a round: they hold what its pages show, and the pages say how large they are."""

import csv
import io
import json
import re
import zipfile

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tcvm.apps.ratings import public
from tcvm.foundation.ui.remembered import shelf

pytestmark = pytest.mark.django_db

NOTICE = "not a rating by any network"


def test_the_files_of_a_round_hold_its_results(client: Client) -> None:
    summary = next(one for one in public.summaries() if one.code == "mix-2014")
    shown = [(one.name, one.points, one.grade, one.fee_vnd) for one in summary.members]
    document = json.loads(client.get("/en/rounds/mix-2014/results.json").content)
    assert shown == [
        (one["member"], one["points"], one["class"], one["fee_vnd"]) for one in document["members"]
    ]
    assert (document["currency"], document["vnd_per_usd"]) == ("USD", None)
    assert document["members"][0]["robustness"]["redraws"]["draws"] == 10_000
    text = client.get("/en/rounds/mix-2014/results.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["class"] for row in rows] == [grade or "" for _, _, grade, _ in shown]
    assert rows[1]["origin"] == "mix-vietnam-2014.csv:3"
    workbook = client.get("/en/rounds/mix-2014/results.xlsx").content
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    summary_sheet = sheets.get_sheet_by_name("Summary").to_python()
    assert any(NOTICE in str(cell) for row in summary_sheet for cell in row)
    assert any("MIX Market" in str(cell) for row in summary_sheet for cell in row)
    figures = sheets.get_sheet_by_name("Figures").to_python()
    assert (figures[0][-1], figures[2][-1]) == ("Read from", "mix-vietnam-2014.csv:2")


def test_a_scorecard_on_paper_is_the_members_alone_among_all_its_peers(client: Client) -> None:
    answer = client.get("/en/rounds/mix-2014/cep/scorecard.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="mix-2014.1-cep-en.pdf"'
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(page.extract_text().split())
    assert "CEP" in text
    assert "12,000,000" in text
    assert NOTICE in text
    assert "1/6" in text, "it has the largest portfolio of six non-governmental organisations"


def test_a_round_on_paper_is_a_page_a_member(client: Client) -> None:
    pdf = PdfReader(io.BytesIO(client.get("/vi/rounds/mix-2014/results.pdf").content))
    (summary,) = [one for one in public.summaries() if one.code == "mix-2014"]
    assert len(pdf.pages) == len(summary.members)
    assert all(
        one.name in page.extract_text()
        for one, page in zip(summary.members, pdf.pages, strict=True)
    )


@pytest.mark.parametrize("path", ["mix-2012/", "mix-2014/", "mix-2014/cep/", "mix-2014/vbsp/"])
def test_the_page_says_about_how_much_is_to_be_loaded(client: Client, path: str) -> None:
    page = client.get(f"/en/rounds/{path}").content.decode()
    offered = re.findall(r'<a href="([^"]+)" download>.*?about ([\d,]+)\sKB', page)
    assert len(offered) == (1 if path.count("/") == 2 else 4)
    for href, size in offered:
        real = len(client.get(href).content) / 1000
        assert 0.6 < real / int(size.replace(",", "")) < 1.3, (href, size, real)


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for path in ("no-such/results.csv", "mix-2014/results.exe", "mix-2014/no-such/scorecard.pdf"):
        assert client.get(f"/vi/rounds/{path}").status_code == 404


def test_a_file_is_made_once_and_says_so(client: Client) -> None:
    shelf.clear()
    first = client.get("/vi/rounds/mix-2014/results.xlsx", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in first.headers, "a workbook is packed already"
    assert zipfile.is_zipfile(io.BytesIO(first.content))
    again = client.get("/vi/rounds/mix-2014/results.xlsx", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = client.get("/vi/rounds/mix-2014/results.json", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Content-Type"] == "application/json"
