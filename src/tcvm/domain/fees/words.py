"""Amounts in words, as they stand on vouchers and fee notices.

Vietnamese reads a number in groups of three digits. Every group after the first is read in full
("không trăm linh năm"), because the reader of a voucher must not be left to guess at zeros; a
group of zeros is passed over. No legal text fixes the wording: the rules are those of accounting
practice in the North (nghìn, linh).
"""

from __future__ import annotations

#: One million billion đồng: more than any fee, less than what the groups below can name.
AMOUNT_MAX_VND = 10**15
#: A round amount, which closes with "chẵn" (exactly), is one of whole thousands.
_ROUND_TO_VND = 1_000

_BILLION = 10**9
_DIGITS_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
#: Units that change their sound after mươi; after mười only five does.
_AFTER_TENS_VI = {1: "mốt", 4: "tư", 5: "lăm"}
_SCALES_VI = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))

_SMALL_EN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES_EN = (
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
)


def in_words_vi(amount_vnd: int) -> str:
    """The amount in Vietnamese words: `Một triệu năm trăm nghìn đồng chẵn` for 1.500.000.

    Amounts of whole thousands close with "chẵn". Raises ValueError below zero and above
    AMOUNT_MAX_VND.
    """
    _require_in_range(amount_vnd)
    words = _number_vi(amount_vnd) if amount_vnd else _DIGITS_VI[0]
    exactly = " chẵn" if amount_vnd and amount_vnd % _ROUND_TO_VND == 0 else ""
    return f"{words[0].upper()}{words[1:]} đồng{exactly}"


def in_words_en(amount_vnd: int) -> str:
    """The amount in English words: `One million five hundred thousand đồng` for 1,500,000.

    Raises ValueError below zero and above AMOUNT_MAX_VND.
    """
    _require_in_range(amount_vnd)
    words = _number_en(amount_vnd) if amount_vnd else _SMALL_EN[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _require_in_range(amount_vnd: int) -> None:
    if not 0 <= amount_vnd <= AMOUNT_MAX_VND:
        raise ValueError(amount_vnd)


def _number_vi(number: int) -> str:
    """A positive number; what stands before "tỷ" (billion) is read as a number of its own."""
    billions, rest = divmod(number, _BILLION)
    parts = [f"{_number_vi(billions)} tỷ"] if billions else []
    for size, name in _SCALES_VI:
        group, rest = divmod(rest, size)
        if group:
            parts.append(f"{_group_vi(group, in_full=bool(parts))} {name}".rstrip())
    return " ".join(parts)


def _group_vi(group: int, *, in_full: bool) -> str:
    """Up to three digits; `in_full` says the hundreds even where there are none."""
    hundreds, below = divmod(group, 100)
    tens, unit = divmod(below, 10)
    parts = [f"{_DIGITS_VI[hundreds]} trăm"] if hundreds or in_full else []
    if tens == 0 and unit:
        parts.append(f"linh {_DIGITS_VI[unit]}" if parts else _DIGITS_VI[unit])
    elif tens == 1:
        parts.append("mười")
        if unit:
            parts.append("lăm" if unit == 5 else _DIGITS_VI[unit])
    elif tens:
        parts.append(f"{_DIGITS_VI[tens]} mươi")
        if unit:
            parts.append(_AFTER_TENS_VI.get(unit, _DIGITS_VI[unit]))
    return " ".join(parts)


def _number_en(number: int) -> str:
    parts = []
    for size, name in _SCALES_EN:
        group, number = divmod(number, size)
        if group:
            parts.append(f"{_below_thousand_en(group)} {name}")
    if number:
        joint = "and " if parts and number < 100 else ""
        parts.append(joint + _below_thousand_en(number))
    return " ".join(parts)


def _below_thousand_en(group: int) -> str:
    hundreds, below = divmod(group, 100)
    parts = [f"{_SMALL_EN[hundreds]} hundred"] if hundreds else []
    if below:
        joint = "and " if hundreds else ""
        parts.append(joint + _below_hundred_en(below))
    return " ".join(parts)


def _below_hundred_en(below: int) -> str:
    if below < len(_SMALL_EN):
        return _SMALL_EN[below]
    tens, unit = divmod(below, 10)
    return f"{_TENS_EN[tens]}-{_SMALL_EN[unit]}" if unit else _TENS_EN[tens]
