"""What the trail keeps as codes, in the words of the rooms."""

from __future__ import annotations

import pytest
from django.utils import translation

from tcvm.foundation.audit import vocabulary
from tcvm.foundation.audit.canonical import Json

SAID: list[tuple[str, str, Json, str | None]] = [
    ("vi", "role", "reader", "Người xem"),
    ("en", "role", "reader", "Reader"),
    ("vi", "category", "observer", "Thành viên quan sát viên"),
    ("vi", "legal_form", "social_fund", "Quỹ xã hội"),
    ("vi", "since", "2026-01-12", "12/01/2026"),
    ("en", "since", "2026-01-12", "12 January 2026"),
    ("vi", "number", "2026-13-45", "2026-13-45"),
    ("vi", "number", "07/NQ-BĐH", "07/NQ-BĐH"),
    ("vi", "category", "of_old", "of_old"),
    ("vi", "year", 2026, "2026"),
    ("vi", "since", None, None),
    ("vi", "reason", "", None),
    ("vi", "post", ["director", "accountant"], "Giám đốc, Kế toán"),
    ("vi", "post", [], None),
    ("vi", "member_category", {}, None),
    (
        "vi",
        "member_category",
        {"category": "observer", "since": "2026-01-12", "reason": None},
        "Loại thành viên: Thành viên quan sát viên; Từ ngày: 12/01/2026",
    ),
]


@pytest.mark.parametrize(("language", "field", "kept", "said"), SAID)
def test_a_value_is_said_in_words(language: str, field: str, kept: Json, said: str | None) -> None:
    with translation.override(language):
        assert vocabulary.value(field, kept) == said
