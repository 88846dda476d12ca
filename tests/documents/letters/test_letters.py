"""Letters: their words in both languages, one page each, the same bytes from the same record."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tcvm.documents.letters import LetterKind, composed, render_letter
from tcvm.documents.words import words

RECORD: dict[str, Any] = {
    "kind": "admission",
    "number": "03/2026/TB",
    "date": "2026-02-04",
    "locale": "vi",
    "network": {"vi": "Mạng lưới Hoa Ban", "en": "Hoa Ban Network"},
    "place": {"vi": "Hà Nội", "en": "Hanoi"},
    "applicant": {"vi": "Quỹ Sông Đào", "en": "Song Dao Fund"},
    "application": {"number": "GN-2026-0001", "date": "2026-01-12"},
    "category": "official",
    "since": "2026-03-01",
    "decision": {"number": "12/NQ-BĐH", "date": "2026-02-03", "body": "Ban điều hành"},
    "items": [],
    "text": "",
    "signatory": {"title": {"vi": "Giám đốc", "en": "Director"}, "name": "Lê Thị Minh"},
}
REFUSAL = RECORD | {"kind": "refusal", "since": "", "text": "Chưa đủ hai năm.\n\nThiếu vốn."}
COMPLETION = RECORD | {
    "kind": "completion",
    "since": "",
    "decision": None,
    "items": [{"vi": "Điều lệ", "en": "Charter"}],
    "text": "Trang 3 mờ.",
}


def pages(record: dict[str, Any]) -> list[str]:
    reader = PdfReader(io.BytesIO(render_letter(record)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_letter_of_admission() -> None:
    vietnamese, english = pages(RECORD)
    for expected in (
        "MẠNG LƯỚI HOA BAN",
        "Số: 03/2026/TB",
        "Hà Nội, ngày 04 tháng 02 năm 2026",
        "THÔNG BÁO Về việc kết nạp thành viên chính thức",
        "Kính gửi: Quỹ Sông Đào",
        "Theo Nghị quyết số 12/NQ-BĐH ngày 03 tháng 02 năm 2026 của Ban điều hành",
        "làm thành viên chính thức của Mạng lưới Hoa Ban kể từ ngày 01 tháng 3 năm 2026",
        "Nơi nhận: – Như trên; – Lưu: hồ sơ GN-2026-0001.",
        "GIÁM ĐỐC",
        "Lê Thị Minh",
        "1/2",
    ):
        assert expected in vietnamese
    for expected in (
        "HOA BAN NETWORK",
        "No.: 03/2026/TB",
        "Hanoi, 4 February 2026",
        "NOTICE Admission as an official member",
        "To: Song Dao Fund",
        "By resolution 12/NQ-BĐH of 3 February 2026 of Ban điều hành",
        "is admitted as an official member of Hoa Ban Network from 1 March 2026",
        "DIRECTOR",
    ):
        assert expected in english


def test_a_letter_of_refusal_gives_the_reasons() -> None:
    vietnamese, english = pages(REFUSAL)
    assert "hồ sơ chưa được chấp thuận. Lý do: Chưa đủ hai năm. Thiếu vốn." in vietnamese
    assert "The reasons are: Chưa đủ hai năm. Thiếu vốn." in english


def test_a_request_for_completion_names_each_item() -> None:
    vietnamese, english = pages(COMPLETION)
    assert "các nội dung sau đây: • Điều lệ Ý kiến của Ban Thư ký: Trang 3 mờ." in vietnamese
    assert "the following: • Charter Remarks of the secretariat: Trang 3 mờ." in english
    bare = composed(COMPLETION | {"text": " "}, "vi")
    assert (bare.lead, bare.quoted) == ("", ())


def test_the_addressees_language_comes_first() -> None:
    first, second = pages(RECORD | {"locale": "en"})
    assert "NOTICE" in first
    assert "THÔNG BÁO" in second


@pytest.mark.parametrize("record", [RECORD, REFUSAL, COMPLETION])
def test_the_same_record_gives_the_same_bytes_and_an_accessible_document(
    record: dict[str, Any],
) -> None:
    made = render_letter(record)
    assert made == render_letter(record)
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 2
    assert b"pdfuaid:part" in made
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title is not None


def test_what_a_letter_holds_is_text_and_never_markup() -> None:
    name = '#import "@x/y": *; $x$ \\u{41} <b>'
    text = pages(RECORD | {"applicant": {"vi": name, "en": "一"}})
    assert '#import "@x/y": *; $x$ \\u{41} <b>' in text[0]


def test_every_kind_has_all_its_words() -> None:
    for kind in LetterKind:
        for part in ("about", "opening", "decision", "text", "closing"):
            assert f"{kind}_{part}" in words("letters")
