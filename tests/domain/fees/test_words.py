"""Amounts in words: the published cases, the rules, and a reader of words that finds the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcvm.domain.fees.words import AMOUNT_MAX_VND, in_words_en, in_words_vi

AMOUNTS = st.one_of(
    st.integers(0, AMOUNT_MAX_VND),
    st.integers(0, 2_000_000),
    # Few digits other than zero: where groups are skipped or read in full.
    st.lists(st.tuples(st.integers(0, 14), st.integers(1, 9)), max_size=4).map(
        lambda places: sum({place: digit * 10**place for place, digit in places}.values())
    ),
)


@pytest.mark.parametrize(
    ("amount_vnd", "words"),
    [
        (1_500_000, "Một triệu năm trăm nghìn đồng chẵn"),
        (6_000_000, "Sáu triệu đồng chẵn"),
        (1_000_500, "Một triệu năm trăm đồng"),
        (8_000_000, "Tám triệu đồng chẵn"),
        (12_000_000, "Mười hai triệu đồng chẵn"),
        (21_005_000, "Hai mươi mốt triệu không trăm linh năm nghìn đồng chẵn"),
        (1_015, "Một nghìn không trăm mười lăm đồng"),
        (1_024, "Một nghìn không trăm hai mươi tư đồng"),
        (105_000, "Một trăm linh năm nghìn đồng chẵn"),
        (1_005_000_000, "Một tỷ không trăm linh năm triệu đồng chẵn"),
        (0, "Không đồng"),
        (4, "Bốn đồng"),
        (10, "Mười đồng"),
        (14, "Mười bốn đồng"),
        (31, "Ba mươi mốt đồng"),
        (55, "Năm mươi lăm đồng"),
        (111, "Một trăm mười một đồng"),
        (1_000_000_000_007, "Một nghìn tỷ không trăm linh bảy đồng"),
        (
            1_001_000_000_000,
            "Một nghìn không trăm linh một tỷ đồng chẵn",
        ),
        (AMOUNT_MAX_VND, "Một triệu tỷ đồng chẵn"),
    ],
)
def test_vietnamese_words(amount_vnd: int, words: str) -> None:
    assert in_words_vi(amount_vnd) == words


@pytest.mark.parametrize(
    ("amount_vnd", "words"),
    [
        (0, "Zero đồng"),
        (12_000_000, "Twelve million đồng"),
        (1_500_000, "One million five hundred thousand đồng"),
        (1_000_005, "One million and five đồng"),
        (21_345, "Twenty-one thousand three hundred and forty-five đồng"),
        (1_000_100, "One million one hundred đồng"),
        (AMOUNT_MAX_VND, "One quadrillion đồng"),
    ],
)
def test_english_words(amount_vnd: int, words: str) -> None:
    assert in_words_en(amount_vnd) == words


@pytest.mark.parametrize("say", [in_words_vi, in_words_en])
@pytest.mark.parametrize("amount_vnd", [-1, AMOUNT_MAX_VND + 1])
def test_amounts_out_of_range_are_refused(say, amount_vnd) -> None:
    with pytest.raises(ValueError, match=str(amount_vnd)):
        say(amount_vnd)


@given(AMOUNTS)
def test_vietnamese_words_read_back_to_the_amount(amount_vnd: int) -> None:
    words = in_words_vi(amount_vnd)
    assert words[0].isupper()
    assert read_vi(words) == amount_vnd
    assert words.endswith("đồng chẵn") == (amount_vnd > 0 and amount_vnd % 1000 == 0)


@given(AMOUNTS)
def test_english_words_read_back_to_the_amount(amount_vnd: int) -> None:
    assert read_en(in_words_en(amount_vnd)) == amount_vnd


@given(st.integers(1, 999_999_999))
def test_groups_after_the_first_say_their_hundreds(amount_vnd: int) -> None:
    """One "trăm" a group that is not zero, but for a first group below one hundred."""
    groups = [amount_vnd // 10**6, amount_vnd // 10**3 % 1000, amount_vnd % 1000]
    said = [group for group in groups if group]
    expected = len(said) - (said[0] < 100)
    assert in_words_vi(amount_vnd).lower().split().count("trăm") == expected


# Readers of words, written from the rules of reading alone: digits add up, "mươi" and "trăm"
# multiply the digit before them, a scale multiplies what was gathered since the last one.

DIGITS_VI = "không một hai ba bốn năm sáu bảy tám chín mười"
UNITS_VI = {word: number for number, word in enumerate(DIGITS_VI.split())}
UNITS_VI |= {"mốt": 1, "tư": 4, "lăm": 5}


def read_vi(words: str) -> int:
    number, currency, _ = words.lower().partition(" đồng")
    assert currency
    before, billion, after = number.rpartition(" tỷ")
    if not billion:
        return read_below_billion_vi(number)
    return read_vi(f"{before} đồng") * 10**9 + read_below_billion_vi(after)


def read_below_billion_vi(words: str) -> int:
    total = group = digit = 0
    for word in words.split():
        if word in ("triệu", "nghìn"):
            total += (group + digit) * (10**6 if word == "triệu" else 10**3)
            group = digit = 0
        elif word in ("trăm", "mươi"):
            group += digit * (100 if word == "trăm" else 10)
            digit = 0
        elif word == "linh":
            assert group % 100 == 0
        else:
            digit += UNITS_VI[word]
    return total + group + digit


BELOW_TWENTY_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL_EN = {word: number for number, word in enumerate(BELOW_TWENTY_EN.split())}
SMALL_EN |= {word: 10 * number for number, word in enumerate(TENS_EN.split(), start=2)}
SCALES_EN = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}


def read_en(words: str) -> int:
    total = group = 0
    number = words.lower().removesuffix(" đồng").replace("-", " ").replace(" and ", " ")
    for word in number.split():
        if word == "hundred":
            group *= 100
        elif word in SCALES_EN:
            total += group * SCALES_EN[word]
            group = 0
        else:
            group += SMALL_EN[word]
    return total + group
