"""Schemes in the terminal: shown whole, checked aloud, compared item by item."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from tcvm.documents import catalogue
from tcvm.documents.scorecards.scheme_items import differences
from tcvm.documents.scorecards.schemes import print_difference, print_findings, print_scheme
from tcvm.domain.scoring.check import check
from tcvm.domain.scoring.interval import parse_band
from tcvm.domain.scoring.scheme import Band, Category, Correction, Grade, PeerAxis, PublishedRate
from tcvm.domain.text import Text

SCHEME = catalogue.scheme("vmfwg-2014")
PAR30 = catalogue.scheme("vmfwg-2014-par30")
TEXT = Text("văn bản", "text")


def printed(show, *arguments, width: int = 160, locale: str = "vi") -> str:
    file = io.StringIO()
    show(*arguments, locale, Console(file=file, width=width))
    return file.getvalue()


@pytest.mark.parametrize("width", [80, 110, 160])
@pytest.mark.parametrize("locale", ["vi", "en"])
def test_nothing_is_wider_than_the_console(width: int, locale: str) -> None:
    findings = check(SCHEME.as_printed(), catalogue.indicators())
    for text in (
        printed(print_scheme, SCHEME, width=width, locale=locale),
        printed(print_findings, SCHEME, findings, width=width, locale=locale),
        printed(print_difference, SCHEME, PAR30, width=width, locale=locale),
    ):
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_scheme_is_shown_with_every_cell_and_fee() -> None:
    text = printed(print_scheme, SCHEME, width=200, locale="en").replace("\n", " ")
    assert "Appendix 1" in text
    for column in SCHEME.columns:
        assert column.name.en in text
        for band in column.bands:
            for bound in band.printed.replace(" ", "").split("–"):
                assert bound in text.replace("– ", "–")
    for fee in ("12,000,000", "8,000,000", "6,000,000", "1,500,000"):
        assert fee in text
    assert "“7–9.9 %” is read as 7–10 %" in text.replace("\u00a0", " ")


def test_a_scheme_is_shown_with_every_reading_and_what_it_could_be() -> None:
    text = " ".join(printed(print_scheme, SCHEME, locale="en").split())
    for reading in SCHEME.readings:
        assert " ".join(reading.text.en.split()) in text
        assert " ".join(reading.reason.en.split()) in text
    assert "Decided: PAR (30 days) as PAR 1–30 days. Otherwise: PAR (30 days) as PAR30." in text


def test_a_peer_group_with_cells_of_its_own_is_shown_apart() -> None:
    own = tuple(
        Band(points, cell, parse_band(cell)) for points, cell in ((6, "≥ 400"), (1, "< 400"))
    )
    column = replace(SCHEME.column("productivity"), group_bands={"outreach:small": own})
    columns = tuple(column if one.code == column.code else one for one in SCHEME.columns)
    text = printed(print_scheme, replace(SCHEME, columns=columns))
    assert "Các ô riêng của nhóm outreach:small" in text
    assert "≥400" in text


def test_findings_stand_open_ones_first() -> None:
    findings = check(SCHEME.as_printed(), catalogue.indicators())
    text = printed(print_findings, SCHEME, findings)
    opened, _, closed = text.partition("Đã giải quyết")
    assert "Chưa giải quyết: thang điểm bị từ chối" in opened
    assert opened.count("– active_borrowers") == 1
    assert "4.500–4.999" in opened
    assert "> 2" in closed.replace("\u00a0", " ")
    assert len(findings) == text.count("  – ")


def test_a_scheme_without_findings_says_so() -> None:
    assert "Không có chỗ hở hay chồng nhau." in printed(print_findings, SCHEME, [])


def test_two_schemes_differ_in_what_they_differ_in() -> None:
    assert {item for item, _, _ in differences(SCHEME, PAR30, "en")} == {
        "Name",
        "Based on",
        "PAR (30 days), calculated as",
        "Reading: par",
        "Reason of the reading: par",
    }
    assert "PAR 1–30 days (par_1_30)" in printed(print_difference, SCHEME, PAR30, locale="en")


def test_a_scheme_does_not_differ_from_itself() -> None:
    assert differences(SCHEME, SCHEME, "vi") == []
    assert "Hai thang điểm giống nhau." in printed(print_difference, SCHEME, SCHEME)


COLUMN = SCHEME.columns[0]


@pytest.mark.parametrize(
    ("changed", "item"),
    [
        ({"name": TEXT}, "Name"),
        ({"currency": "VND"}, "Currency of the cells"),
        ({"columns": SCHEME.columns[1:]}, "Current borrowers, printed step"),
        (
            {"columns": (replace(COLUMN, bands=(replace(COLUMN.bands[0], printed="> 9"),)),)},
            "Current borrowers, cell of 6 points",
        ),
        (
            {"columns": (replace(COLUMN, corrections=()),)},
            "Current borrowers, correction of the cell of 3 points",
        ),
        (
            {
                "columns": (
                    replace(COLUMN, corrections=(Correction(2, "> 7", parse_band("> 7"), TEXT),)),
                )
            },
            "Current borrowers, correction of the cell of 2 points",
        ),
        (
            {"columns": (replace(COLUMN, group_bands={"outreach:small": COLUMN.bands}),)},
            "Current borrowers, group outreach:small, cell of 6 points",
        ),
        ({"columns": (replace(COLUMN, floor_points=1),)}, "Current borrowers, points of the floor"),
        ({"grades": (Grade("A", "≥ 40", parse_band("≥ 40"), 1),)}, "Class A"),
        ({"flat_fees_vnd": {Category.OBSERVER: 1}}, "Fee of Observer member"),
        ({"readings": ()}, "Reading: floor"),
        ({"peer_members_min": 4}, "Fewest members of a peer group"),
        ({"peer_axes": (PeerAxis("x", TEXT, "x", ()),)}, "Peer groups text"),
        ({"rates": (PublishedRate(2016, COLUMN.step, TEXT),)}, "Exchange rate of 2016"),
    ],
)
def test_every_decision_is_compared(changed: dict[str, object], item: str) -> None:
    other = replace(SCHEME, **changed)  # type: ignore[arg-type]
    assert item in [name for name, _, _ in differences(SCHEME, other, "en")]
