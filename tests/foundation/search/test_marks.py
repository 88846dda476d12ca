"""Words are found and marked with or without diacritics, and the text itself stays as it is."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.membership.names import folded
from tcvm.foundation.search.marks import QUERY_LENGTH, WORDS_MAX, pieces, words_in
from tcvm.foundation.search.results import by_kind
from tcvm.foundation.ui.finding import FOUND_MAX, Found

TEXTS = st.text(alphabet="aăâbcđdeêẹ hHƠơoủu ́ạẩß ﬁ-", max_size=30)


def marked(text: str, query: str) -> list[str]:
    return [one.text for one in pieces(text, words_in(query)) if one.found]


def test_words_are_folded_once_each_and_not_too_many() -> None:
    assert words_in("  Quỹ  HOA sen quy ") == ("quy", "hoa", "sen")
    assert words_in("") == ()
    assert len(words_in(" ".join(f"t{number}" for number in range(30)))) == WORDS_MAX
    assert words_in("x" * 300) == ("x" * QUERY_LENGTH,)


def test_what_matched_is_marked_whatever_its_diacritics_and_order() -> None:
    assert marked("Quỹ hỗ trợ phụ nữ Sông Đào", "dao phu") == ["phụ", "Đào"]
    assert marked("Đông Đô", "do") == ["Đô", "Đô"]
    assert marked("Hoa Hoà hoa", "hoa") == ["Hoa", "Hoà", "hoa"]
    assert marked("Bến Lúa", "en lua") == ["ến", "Lúa"]
    # One letter that folds to two is marked whole; one written as two signs as well.
    assert marked("ﬁlter", "fi") == ["ﬁ"]
    assert marked("Hoa\u0300 ", "hoa") == ["Hoa"]
    assert marked("aaa", "aa") == ["aaa"]
    assert marked("Bến Lúa", "khong") == []


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_pieces_are_the_text_and_every_word_in_it_is_marked(text: str, typed: list[str]) -> None:
    words = words_in(" ".join(typed))
    found = pieces(text, words)
    assert "".join(one.text for one in found) == text
    assert all(one.text for one in found)
    assert all(one.found is not other.found for one, other in pairwise(found))
    if any(word in folded(text) for word in words):
        assert any(one.found for one in found)


def test_kinds_stand_in_the_order_of_their_best() -> None:
    found = [Found("Hoa", "/1/", "Scorecard", rank=0), Found("Hoa", "/2/", "Member", rank=0)]
    found += [Found(f"x hoa {number}", f"/m{number}/", "Member") for number in range(FOUND_MAX)]
    cards, members = by_kind(found, ("hoa",))
    assert (cards.name, len(cards.lines), cards.more) == ("Scorecard", 1, False)
    assert (members.name, members.lines[0].href, members.more) == ("Member", "/2/", True)
