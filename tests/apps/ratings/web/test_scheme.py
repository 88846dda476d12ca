"""The scheme as printed and as read, and the definitions of indicators and figures."""

import html
import re

import pytest
from django.test import Client

from tcvm.documents import catalogue

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_both_tables_stand_letter_by_letter(client: Client, locale: str) -> None:
    page = client.get(f"/{locale}/schemes/vmfwg-2014/").content.decode()
    letters = [html.unescape(one) for one in re.findall(r'<span class="letter">(.*?)</span>', page)]
    scheme = catalogue.scheme("vmfwg-2014")
    printed = [band.published for column in scheme.columns for band in column.bands]
    assert len(letters) == 54
    assert sorted(letters) == sorted(printed)
    assert "=>8.000.000" in letters
    assert page.count('class="printed"') == 2


def test_a_cell_is_shown_as_it_is_read_in_the_readers_signs(client: Client) -> None:
    assert "2.000.000–7.999.999" in client.get("/vi/schemes/vmfwg-2014/").content.decode()
    assert "2,000,000–7,999,999" in client.get("/en/schemes/vmfwg-2014/").content.decode()


def test_corrections_readings_classes_fees_and_resolution(client: Client) -> None:
    text = plain(client.get("/vi/schemes/vmfwg-2014/").content.decode())
    assert "Hội nghị thường niên VMFWG 2013" in text
    assert "“4.499” được đọc là 4.999" in text
    assert "đọc là 7–10\u00a0%".replace("\u00a0", " ") in text.replace("\u00a0", " ")
    assert "Năng suất lao động được chấm điểm nhưng không được định nghĩa." in text
    assert "≥ 40 điểm" in text.replace("\u00a0", " ")
    assert "Một triệu năm trăm nghìn đồng chẵn" in text
    assert "Thành viên liên kết, cá nhân" in text


def test_all_findings_of_the_check_stand_with_what_closes_them(client: Client) -> None:
    page = client.get("/en/schemes/vmfwg-2014-par30/").content.decode()
    section = page.partition('id="check"')[2].partition("</main>")[0]
    assert section.count("<li>") == 36
    assert "36 findings, 0 of them open." in plain(section)
    assert "rounding to the printed step closes it" in section
    assert "a correction closes it" in section
    assert "the floor closes it" in section
    assert "active_borrowers" not in plain(section)
    text = plain(client.get("/vi/schemes/vmfwg-2014/").content.decode())
    assert "định nghĩa chung của ngành là PAR30" in text


def test_the_list_names_both_schemes(client: Client) -> None:
    text = plain(client.get("/vi/schemes/").content.decode())
    assert "vmfwg-2014-par30" in text
    assert "theo PAR30" in text


@pytest.mark.parametrize("code", sorted(catalogue.indicators()))
def test_every_indicator_has_its_page(client: Client, code: str) -> None:
    indicator = catalogue.indicators()[code]
    for locale in ("vi", "en"):
        text = plain(client.get(f"/{locale}/indicators/{code}/").content.decode())
        assert plain(indicator.name.said_in(locale)) in text
        assert " ".join(indicator.definition.said_in(locale).split()) in text
        assert text.count("Ví dụ tính" if locale == "vi" else "Worked examples") == 1


def test_a_worked_example_comes_to_what_its_source_prints(client: Client) -> None:
    text = plain(client.get("/en/indicators/oss/").content.decode()).replace("\u00a0", " ")
    assert "11,604,484 ÷ (4,431,836 + 2,541,914 + 5,759) = 166.265048 %" in text
    assert "Rounded as the source prints it 166.27 %" in text
    assert "Printed by the source 166.27 %" in text
    assert "operating_income / (operating_expense + financial_expense" in text


def test_the_list_has_every_indicator_and_every_figure(client: Client) -> None:
    page = client.get("/vi/indicators/").content.decode()
    for code in catalogue.elements():
        assert f'id="figure-{code}"' in page
    for code in catalogue.indicators():
        assert f'href="/vi/indicators/{code}/"' in page
