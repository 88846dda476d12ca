"""Scorecards in PDF: a page a member, in two languages, accessible, inert to what users write."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterable
from functools import cache

import pytest
from pypdf import PdfReader
from tests.documents.scorecards.headings import HEADING
from tests.documents.scorecards.rounds import LONG_NAME, WORKED_CASE, member, members, result

from tcvm.analytics.firmness import Redraws
from tcvm.documents.scorecards.pdf import render_pdf
from tcvm.domain.scoring.score import Member

FIRM = Redraws(
    {"A": 0.8231, "B": 0.1769, "C": 0.0}, 38, 42, 1, 3, 0.8231, True, 10_000, 1, 0.02, 0.01
)


@cache
def reader(locale: str = "vi") -> PdfReader:
    rated = result([Member("TYM", legal_form="licensed_mfi", figures=WORKED_CASE), *members(6)])
    redraws = [FIRM, *[None] * (len(rated.members) - 1)]
    return PdfReader(io.BytesIO(render_pdf(rated, HEADING, redraws, locale)))


@cache
def pages(locale: str = "vi") -> list[str]:
    return [words(page.extract_text()) for page in reader(locale).pages]


def words(text: str) -> str:
    """The text with every run of spaces and breaks as one space."""
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())


def rendered(rated: Iterable[Member]) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(result(rated), HEADING)))


def test_every_member_has_one_page_in_the_order_given() -> None:
    names = ["TYM", *(one.name for one in members(6))]
    assert len(reader().pages) == len(names)
    for name, text in zip(names, pages(), strict=True):
        assert name in text


def test_the_page_of_the_worked_case() -> None:
    text = pages()[0]
    for expected in (
        "Phiếu điểm thành viên Member scorecard",
        "Loại Class",
        "47",
        "trên 54 điểm of 54 points",
        "12.000.000 đồng",
        "Mười hai triệu đồng chẵn",
        "Twelve million đồng",
        "Số liệu cuối kỳ ngày 31/12/2016",
        "Year-end figures of 31 December 2016",
        "Tỷ giá 22.720 VND/USD (Ví dụ trong Phụ lục 1)",
        "vmfwg-2014, phiên bản 2014.1",
        "Hội nghị thường niên VMFWG 2013",
        "Báo cáo của thành viên",
        "Đây là loại cao nhất.",
        "Xuống loại B: bớt 8 điểm; phí giảm 4.000.000 đồng một năm.",
        "PAR (30 ngày): chấm theo PAR 1–30 ngày, 0,80 %, 6 điểm; cách khác: PAR30, 0,00 %, 6 điểm.",
        "loại A 82,3 %, loại B 17,7 %; 90 % số lần được 38–42 điểm, hạng 1–3",
        "Sát ranh giới loại",
    ):
        assert expected in text


def test_a_class_without_redraws_in_it_is_not_mentioned() -> None:
    assert "loại C 0" not in pages()[0]
    assert "mô phỏng" not in pages()[1]


def test_english_comes_first_in_english() -> None:
    text = pages("en")[0]
    assert "Member scorecard Phiếu điểm thành viên" in text
    assert "Operating expense ratio (OER) OER – Tỷ lệ chi phí hoạt động" in text
    assert "12,000,000 đồng" in text
    assert reader("en").trailer["/Root"]["/Lang"] == "en"


def test_an_incomplete_member_learns_what_is_missing_and_gets_no_class() -> None:
    text = next(text for text in pages() if "Quỹ thiếu số liệu" in text)
    assert "Chưa đủ số liệu" in text
    assert "– Tổng số dư tiết kiệm – Tổng tài sản đầu năm" in text
    assert "– Savings balance – Opening total assets" in text
    assert "Phí thành viên một năm" not in text
    assert "trên 54 điểm" not in text


def test_a_member_not_rated_gets_its_flat_fee_and_no_table() -> None:
    observer, associate = pages()[-2:]
    assert "8.000.000 đồng" in observer
    assert "Thành viên quan sát viên" in observer
    assert "đóng mức phí cố định" in observer
    assert "12.000.000 đồng" in associate
    assert "Các ô điểm đã in" not in observer


def test_the_document_is_tagged_titled_and_in_its_language() -> None:
    root = reader().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = reader().metadata
    assert metadata is not None
    assert metadata.title == "Phiếu điểm – Xếp loại thành viên năm 2016"
    assert b"pdfuaid:part" in reader().xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_only_the_fonts_of_the_package_are_used_and_all_are_embedded() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader().pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all(font.startswith("BeVietnamPro") for font in fonts)


def test_every_row_tells_how_its_points_were_found() -> None:
    text = pages()[0]
    assert text.count("theo ô in") == 9
    assert "chỗ sửa" in words(rendered([member("Quỹ", 3, savers=4700)]).pages[0].extract_text())


@pytest.mark.parametrize(
    "name",
    [
        '#eval("1 + 1") #sys.inputs $x^2$ *đậm* _nghiêng_ `mã` // hết \\ @ref <nhãn>',
        "= Tiêu đề",
        '"); #panic("',
        '{"name": 1}',
    ],
)
def test_names_are_text_and_nothing_else(name: str) -> None:
    found = rendered([member(name, 3)])
    assert len(found.pages) == 1
    assert name in words(found.pages[0].extract_text())


@pytest.mark.parametrize(
    "name", [LONG_NAME, "đ" * 400, "W" * 159, "tên \x00\x1b[31m\u202e\r\nkhác"]
)
def test_hard_names_leave_one_page(name: str) -> None:
    found = rendered([member(name, 3), member("Quỹ sau", 4)])
    assert len(found.pages) == 2
    assert "ROA – Tỷ suất lợi nhuận trên tổng tài sản = " in words(found.pages[0].extract_text())
    assert "Quỹ sau" in found.pages[1].extract_text()


def test_letters_no_font_has_do_not_stop_the_others() -> None:
    found = rendered([member("微型金融 😀", 3), member("Quỹ sau", 4)])
    assert len(found.pages) == 2
    assert "Quỹ sau" in found.pages[1].extract_text()


def test_a_round_of_nobody_has_no_scorecards() -> None:
    with pytest.raises(ValueError, match="no members"):
        render_pdf(result([]), HEADING)


def test_the_same_results_are_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib\n"
        "from tcvm.documents.scorecards.pdf import render_pdf\n"
        "from tests.documents.scorecards.headings import HEADING\n"
        "from tests.documents.scorecards.rounds import members, result\n"
        "print(hashlib.sha256(render_pdf(result(members(4)), HEADING)).hexdigest())\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
