"""The four pictures of ratings, with invented figures, for the page of the design."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from tcvm.apps.ratings.web.figures import figure
from tcvm.documents.pictures import (
    BandCell,
    Bullet,
    Dot,
    DotScale,
    Picture,
    ScaleClass,
    Slope,
    SlopeLine,
    Strip,
)
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.scoring.match import FoundBy
from tcvm.domain.scoring.peers import Statistics
from tcvm.domain.text import Text
from tcvm.foundation.ui.specimens import Specimen

#: The narrowest screen that a picture has to fit.
_WIDTH = 320
_OSS = Text("Tỷ lệ tự vững hoạt động", "Operational self-sufficiency")
_BANDS = ("< 80 %", "80–99.9 %", "100–109.9 %", "110–119.9 %", "120–139.9 %", "≥ 140 %")


def shows(locale: str) -> list[Specimen]:
    """Bullet, strip, scale and slope, each with the rule when to use it."""
    told = (
        ("bullet", _("Bullet"), _("One value among the printed cells of its scale."), _bullet()),
        ("strip", _("Strip"), _("One member among its peers: median and quartiles."), _strip()),
        ("scale", _("Scale of points"), _("All members at once, with the class cuts."), _scale()),
        ("slope", _("Slope"), _("One figure of several members in two years."), _slope()),
    )
    found = []
    for code, name, rule, picture in told:
        drawn = figure(picture, locale, _WIDTH)
        table = drawn.table
        found.append(
            Specimen(code, name, rule, drawn.drawing, table.caption, table.head, table.rows)
        )
    return found


def _bullet() -> Picture:
    return Bullet(
        _OSS,
        Unit.PERCENT,
        tuple(BandCell(str(points), band) for points, band in enumerate(_BANDS, start=1)),
        value=Decimal("1.163"),
        value_places=1,
        points=4,
        found_by=FoundBy.PRINTED,
        lit=3,
        position=Decimal("3.63"),
    )


def _strip() -> Picture:
    middle = Statistics(12, Decimal("1.12"), Decimal("0.98"), Decimal("1.27"))
    peers = Text("Quỹ xã hội", "Social funds")
    return Strip(
        _OSS,
        peers,
        Unit.PERCENT,
        higher_is_better=True,
        statistics=middle,
        members_min=5,
        value=Decimal("1.163"),
        value_places=1,
        rank=5,
    )


def _scale() -> Picture:
    names = ("Sông Đào", "Đồi Sim", "Bến Lúa", "Suối Trong", "Làng Dâu", "Cầu Tre", "Đồng Xanh")
    points = (46, 41, 39, 39, 33, 27, 18)
    return DotScale(
        Text("Điểm của các thành viên", "Points of the members"),
        (
            ScaleClass("A", 43, 54),
            ScaleClass("B", 32, 42),
            ScaleClass("C", 21, 31),
            ScaleClass("D", 9, 20),
        ),
        tuple(
            Dot(name, count, near_boundary=count == 41, highlighted=name == "Bến Lúa")
            for name, count in zip(names, points, strict=True)
        ),
    )


def _slope() -> Picture:
    return Slope(
        Text("Khách hàng đang vay", "Active borrowers"),
        Unit.PERSONS,
        "2025",
        "2026",
        (
            SlopeLine("Sông Đào", Decimal(4_120), Decimal(5_060), highlighted=True),
            SlopeLine("Đồi Sim", Decimal(3_350), Decimal(3_190)),
            SlopeLine("Bến Lúa", Decimal(1_240), Decimal(2_010)),
        ),
    )
