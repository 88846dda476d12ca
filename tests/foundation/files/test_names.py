"""Names that come from anywhere, made safe to show, save and send."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tcvm.foundation.files.kinds import Kind
from tcvm.foundation.files.names import LENGTH_MAX, LENGTH_MAX_BYTES, safe


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Báo cáo quý III.pdf", Kind.PDF, "Báo cáo quý III.pdf"),
        (unicodedata.normalize("NFD", "Sổ gốc.pdf"), Kind.PDF, "Sổ gốc.pdf"),
        ("../../etc/passwd", Kind.TEXT, "passwd.txt"),
        (r"C:\Users\lan\Sổ.xlsx", Kind.XLSX, "Sổ.xlsx"),
        ("a\u2215b\uff0fc.png", Kind.PNG, "c.png"),
        ("ảnh\u202egpj.exe", Kind.JPEG, "ảnhgpj.exe.jpg"),
        ("ảnh.JPEG", Kind.JPEG, "ảnh.jpeg"),
        ("invoice.pdf.exe", Kind.PDF, "invoice.pdf.exe.pdf"),
        ("figures.csv", Kind.TEXT, "figures.csv"),
        ("figures.html", Kind.TEXT, "figures.html.txt"),
        ("a\r\nSet-Cookie: x=1.pdf", Kind.PDF, "aSet-Cookie_ x=1.pdf"),
        ("con.pdf", Kind.PDF, "_con.pdf"),
        ("LPT1.tar.pdf", Kind.PDF, "_LPT1.tar.pdf"),
        ("com¹.txt", Kind.TEXT, "_com¹.txt"),
        ("console.pdf", Kind.PDF, "console.pdf"),
        ("...", Kind.PDF, "file.pdf"),
        ("", Kind.DOCX, "file.docx"),
        (".htaccess", Kind.TEXT, "htaccess.txt"),
        ("-rf.txt", Kind.TEXT, "rf.txt"),
        ("a\x00.php\x00.png", Kind.PNG, "a.php.png"),
        ("a\u200bb\u2028c.pdf", Kind.PDF, "ab c.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, kind: Kind, expected: str) -> None:
    assert safe(name, kind) == expected


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("/\\.:\u202e\u0301\u200d ế\x00conaux~-"))
)


@given(HOSTILE, st.sampled_from(Kind))
@example("e\u200b\u0301", Kind.PDF)
def test_every_name_is_safe_and_stays_so(name: str, kind: Kind) -> None:
    made = safe(name, kind)
    assert safe(made, kind) == made
    assert made.endswith(kind.endings)
    assert 0 < len(made) <= LENGTH_MAX
    assert len(made.encode()) <= LENGTH_MAX_BYTES
    assert not set(made) & set('/\\<>:"|?*%')
    assert not [sign for sign in made if unicodedata.category(sign).startswith("C")]
    assert made[0] not in " .-~"
    assert made == unicodedata.normalize("NFC", made)


@given(st.text("ế", min_size=200, max_size=400))
def test_a_long_name_keeps_its_ending(name: str) -> None:
    made = safe(f"{name}.pdf", Kind.PDF)
    assert made.endswith("ế.pdf")
    assert len(made.encode()) <= LENGTH_MAX_BYTES
