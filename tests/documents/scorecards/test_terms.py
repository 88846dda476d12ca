"""Rounds on other terms: another currency, no date, another floor, words that are not there."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from pypdf import PdfReader
from rich.console import Console
from tests.documents.scorecards.headings import HEADING
from tests.documents.scorecards.rounds import member, members

from tcvm.documents import catalogue, pictures
from tcvm.documents.pictures import results
from tcvm.documents.scorecards.heading import Heading
from tcvm.documents.scorecards.names import date_text, decision_name, figure_name
from tcvm.documents.scorecards.pdf import render_pdf
from tcvm.documents.scorecards.table import render_table
from tcvm.documents.scorecards.workbook.book import Book
from tcvm.documents.scorecards.xlsx import render_xlsx
from tcvm.domain.scoring.round import RoundResult, rate_round
from tcvm.domain.scoring.score import Member, Rules
from tcvm.domain.text import Text

PLAIN = Heading(Text("Một đợt", "A round"), currency="USD")
SCHEME = catalogue.scheme("vmfwg-2014")


def rated(rated_members: list[Member], scheme=SCHEME, rate: int = 1, **terms) -> RoundResult:
    rules = Rules(scheme, catalogue.indicators(), exchange_rate=Fraction(rate))
    return rate_round(rated_members, rules, **terms)


def pdf_text(result: RoundResult, heading: Heading) -> list[str]:
    reader = PdfReader(io.BytesIO(render_pdf(result, heading)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def table_text(result: RoundResult, heading: Heading, width: int = 120) -> str:
    file = io.StringIO()
    render_table(result, heading, None, "vi", Console(file=file, width=width))
    return file.getvalue()


def test_without_a_date_and_a_rate_nothing_is_said_of_them() -> None:
    result = rated(members(3))
    for text in (*pdf_text(result, PLAIN), table_text(result, PLAIN)):
        assert "Tỷ giá" not in text
        assert "Số liệu cuối kỳ" not in text
        assert "Nguồn số liệu" not in text
    assert render_xlsx(result, PLAIN) == render_xlsx(result, PLAIN)


def test_a_rate_without_a_source_is_said_alone() -> None:
    result = rated(members(3), rate=22720)
    heading = replace(HEADING, rate_source=None)
    assert "Tỷ giá 22.720 VND/USD Thang" in pdf_text(result, heading)[0]
    assert "Tỷ giá 22.720 VND/USD\n" in table_text(result, heading)


def test_other_readings_that_were_not_asked_for_are_not_said_to_change_nothing() -> None:
    everyone = [member("Quỹ", 3)]
    said = "Không cách đọc nào khác làm đổi điểm"
    assert said not in pdf_text(rated(everyone, readings=False), HEADING)[0]


def test_a_floor_of_nothing_lights_no_cell() -> None:
    scheme = SCHEME.reading_with(SCHEME.reading("floor"), "0")
    loans = 1_000_000
    changed = {"gross_loan_portfolio": loans, "overdue_1_30": loans // 2}
    result = rated([member("Quỹ", 3, **changed)], scheme)
    card = result.members[0].card
    score = next(score for score in card.scores if score.column == "par")
    picture = results.bullet(result.rules, score, card.groups)
    assert (picture.lit, picture.position, picture.points) == (None, 0, 0)
    assert pictures.PRINT.lit not in pictures.svg(picture, "vi", palette=pictures.PRINT)
    assert "0 điểm theo mức sàn" in pictures.description(picture, "vi")
    assert "mức sàn cho 0 điểm" in pdf_text(result, HEADING)[0]


def test_a_member_of_no_peer_group_has_no_strip() -> None:
    scheme = replace(SCHEME, peer_axes=())
    result = rated(members(3), scheme)
    assert "Nhóm đồng đẳng" in pdf_text(result, HEADING)[0]
    assert "Nhóm đồng đẳng" not in table_text(result, HEADING)
    assert len(render_xlsx(result, HEADING)) > 0


def test_columns_without_a_short_name_show_their_code() -> None:
    columns = (replace(SCHEME.columns[0], code="khach_hang"), *SCHEME.columns[1:])
    assert "khac" in table_text(rated(members(3), replace(SCHEME, columns=columns)), HEADING)


def test_a_scheme_without_corrections_readings_and_flat_fees() -> None:
    columns = tuple(
        replace(one, corrections=(), bands=one.bands) if one.code == "oss" else one
        for one in SCHEME.columns
        if one.code in ("oss", "oer")
    )
    scheme = replace(SCHEME, columns=columns, readings=())
    assert len(render_xlsx(rated(members(1)[:2], scheme), HEADING)) > 0


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("savers", "Khách hàng gửi tiết kiệm", "Savers"),
        ("opening_total_assets", "Tổng tài sản đầu năm", "Opening total assets"),
        ("average_total_assets", "Tổng tài sản bình quân năm", "Average total assets"),
        ("month_ends_savings", "Tổng số dư tiết kiệm, 13 số cuối tháng", None),
        ("opening_unheard_of", "opening_unheard_of", "opening_unheard_of"),
        ("unheard_of", "unheard_of", "unheard_of"),
    ],
)
def test_names_of_figures(code: str, vietnamese: str, english: str | None) -> None:
    assert figure_name(code, "vi") == vietnamese
    if english is not None:
        assert figure_name(code, "en") == english


def test_dates_as_they_are_written() -> None:
    assert HEADING.as_of is not None
    assert date_text(HEADING.as_of, "vi") == "31/12/2016"
    assert date_text(HEADING.as_of, "en") == "31 December 2016"


def test_decisions_of_readings_in_words() -> None:
    indicators = catalogue.indicators()
    said = [
        decision_name(SCHEME, indicators, SCHEME.reading(code), value, "en")
        for code, value in (
            ("floor", "0"),
            ("par", "par_30"),
            ("par", "unheard_of"),
            ("averages", "reported>closing"),
        )
    ]
    assert said == [
        "a floor of 0 points",
        "PAR (30 days) as PAR30",
        "PAR (30 days) as unheard_of",
        "annual averages as average as reported, closing figure",
    ]


def test_names_of_ranges_stay_apart() -> None:
    book = Book("Sổ", None)
    sheet = book.sheet("Trang")
    names = [book.name(wanted, sheet, (0, 0), (1, 0)) for wanted in ("a-b", "a:b", "a_b")]
    assert names == ["a_b", "a_b_2", "a_b_3"]
