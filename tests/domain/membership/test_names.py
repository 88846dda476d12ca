"""People are found as they are typed: without diacritics, in any case."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.names import folded, matches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quỹ hỗ trợ phụ nữ Đông Triều", "quy ho tro phu nu dong trieu"),
        ("  ĐIỆN   BIÊN\u00a0Phủ ", "dien bien phu"),
        ("Đăk Nông", "dak nong"),
        ("", ""),
    ],
)
def test_names_without_diacritics(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text())
def test_composed_and_decomposed_are_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert folded(unicodedata.normalize("NFD", composed)) == folded(composed)


def test_words_are_found_in_any_order() -> None:
    assert matches("trieu dong", "Quỹ Đông Triều")
    assert matches("Triều", "dong trieu")
    assert matches(" ", "anything")
    assert not matches("mai son", "Quỹ Đông Triều")
