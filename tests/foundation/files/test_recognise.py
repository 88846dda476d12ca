"""What a file is, found in its content; and what is refused."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tcvm.foundation.files import packages
from tcvm.foundation.files.kinds import Kind
from tcvm.foundation.files.recognise import recognise
from tcvm.foundation.files.words import SENTENCES, FileRefused, sentence
from tests.foundation.files import samples

WHOLE = {
    Kind.PDF: samples.PDF,
    Kind.PNG: samples.png(),
    Kind.JPEG: samples.jpeg(),
    Kind.XLSX: samples.xlsx(),
    Kind.DOCX: samples.docx(),
    Kind.TEXT: samples.TEXT,
}


def kind_of(data: bytes) -> Kind | None:
    return recognise(io.BytesIO(data), len(data))


def code_of(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        kind_of(data)
    return refused.value.problem.code


@pytest.mark.parametrize("kind", Kind)
def test_a_whole_file_is_recognised(kind: Kind) -> None:
    assert kind_of(WHOLE[kind]) is kind


@pytest.mark.parametrize(
    "data",
    [
        "Quỹ;1\r\n".encode("utf-8-sig"),
        "Quỹ;1\r\n".encode("utf-16"),
        "\ufeffQuỹ;1\r\n".encode("utf-16-be"),
        "Phụ nữ;1\r\n".encode("cp1258", "ignore") + b"\xcc",
        b"a\tb\n1\t2\n",
        b"x < 3 and y > 4",
    ],
)
def test_text_is_known_in_the_encodings_spreadsheets_save(data: bytes) -> None:
    assert kind_of(data) is Kind.TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\n\t <svg onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<html>",
        b" " * 300_000 + b"<html>",
        "<html>".encode("utf-16"),
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01\x01",
        b"GIF89a\x01\x00\x01\x00",
        b"one\x00two",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        samples.package({"META-INF/MANIFEST.MF": b""}, main="application/java-archive"),
        b"PK\x05\x06" + bytes(18),
    ],
)
def test_what_is_none_of_our_kinds_is_not_taken_for_one(data: bytes) -> None:
    assert kind_of(data) is None


def test_a_name_or_a_first_line_makes_no_picture() -> None:
    assert code_of(b"\x89PNG\r\n\x1a\n<script>alert(1)</script>") == "file.damaged"
    assert code_of(b"\xff\xd8\xff<script>alert(1)</script>") == "file.damaged"


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPEG, Kind.XLSX, Kind.DOCX, Kind.PDF])
def test_a_file_cut_short_is_damaged(kind: Kind) -> None:
    data = WHOLE[kind]
    for length in {len(data) * part // 7 for part in range(2, 7)}:
        assert code_of(data[:length]) == "file.damaged"


@pytest.mark.parametrize("data", [samples.png(), samples.jpeg()])
def test_nothing_stands_behind_a_picture(data: bytes) -> None:
    assert code_of(data + b"<script>") == "file.damaged"


def test_a_picture_is_true_to_its_check_sums() -> None:
    data = bytearray(samples.png())
    data[20] ^= 1
    assert code_of(bytes(data)) == "file.damaged"


def test_a_picture_of_too_many_points_is_refused() -> None:
    assert code_of(samples.png(60_000, 60_000, data=b"")) == "file.image_too_large"
    assert code_of(samples.jpeg(60_000, 60_000)) == "file.image_too_large"


def test_a_picture_that_unpacks_to_more_than_its_points_is_refused() -> None:
    assert code_of(samples.png(3, 2, data=bytes(50_000_000))) == "file.unpacks_too_large"


def test_a_package_that_unpacks_without_measure_is_refused() -> None:
    bomb = samples.docx(**{"word/media/a": bytes(60_000_000)})
    assert len(bomb) < 100_000
    assert code_of(bomb) == "file.unpacks_too_large"


def test_what_a_package_says_of_its_sizes_is_not_believed() -> None:
    """The directory says one byte: unpacking stops there, and the check sum tells."""
    data = bytearray(samples.docx(**{"word/media/a": bytes(60_000_000)}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1).to_bytes(4, "little")
    assert code_of(bytes(data)) in ("file.damaged", "file.unpacks_too_large")


def test_a_package_of_too_many_parts_is_refused() -> None:
    parts = {f"word/{number}": b"" for number in range(packages.ENTRIES_MAX + 1)}
    assert code_of(samples.docx(**parts)) == "file.unpacks_too_large"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "xl/VBAPROJECT.BIN"])
def test_macros_are_refused(name: str) -> None:
    assert code_of(samples.docx(**{name: b"macro"})) == "file.macros"


def test_a_document_that_says_it_has_macros_is_refused() -> None:
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert code_of(samples.package({"word/document.xml": b""}, main=main)) == "file.macros"


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a\\b", "C:evil", "word/../../x"])
def test_a_part_that_leads_out_of_its_package_is_refused(name: str) -> None:
    assert code_of(samples.docx(**{name: b""})) == "file.damaged"


def test_a_password_is_said_to_be_one() -> None:
    assert code_of(samples.encrypted(samples.xlsx())) == "file.encrypted"
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert code_of(compound + "EncryptedPackage".encode("utf-16-le")) == "file.encrypted"


@given(
    st.sampled_from([Kind.PNG, Kind.JPEG, Kind.XLSX, Kind.DOCX, Kind.PDF]),
    st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0),
)
def test_whatever_is_wrong_with_a_file_it_is_answered(
    kind: Kind, changes: list[tuple[int, int]], cut: int
) -> None:
    """Bytes changed and the end cut off: a kind, none, or a refusal, and nothing else."""
    data = bytearray(WHOLE[kind])
    for at, value in changes:
        data[at % len(data)] = value
    data = data[: len(data) - cut % len(data) // 2]
    with suppress(FileRefused):
        assert kind_of(bytes(data)) in {*Kind, None}


def test_a_stream_that_is_no_deflate_is_damaged() -> None:
    data = samples.png()
    packed = zlib.compress(b"".join(b"\x00" + bytes(3) for _ in range(2)))
    broken = samples.chunk(b"IDAT", b"\xff" * len(packed))
    assert code_of(data.replace(samples.chunk(b"IDAT", packed), broken)) == "file.damaged"


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("code", SENTENCES)
def test_every_refusal_has_a_sentence(code: str, locale: str) -> None:
    from tcvm.foundation.files.words import refusal

    parameters = {
        "limit_mib": 5,
        "limit_megapixels": 50,
        "found": "text",
        "accepted": ["pdf", "text"],
    }
    with override(locale):
        said = sentence(refusal(code, **parameters).problem)
    assert said.endswith(".")
    assert "%" not in said
    if "accepted" in str(SENTENCES[code]):
        assert ("PDF, văn bản thuần" if locale == "vi" else "PDF, text or CSV") in said
