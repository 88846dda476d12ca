"""Indicators, figures, schemes and members without a class as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from tcvm.apps.ratings.web.indicators import ElementLine, IndicatorLine
from tcvm.foundation.ui import tables
from tcvm.foundation.ui.tables import Cell, Column, Empty, Row, State, Table


def indicators_table(lines: Iterable[IndicatorLine]) -> Table:
    """Every indicator with its formula."""
    rows = [
        Row(
            tables.cells(
                Cell(
                    one.name,
                    href=reverse("ratings:indicator", args=[one.code]),
                    states=(State(_("scored"), "chosen"),) if one.scored else (),
                ),
                one.words,
                one.unit,
                one.direction,
            )
        )
        for one in lines
    ]
    return tables.table(
        "indicators",
        _("Calculated"),
        (
            Column("name", _("Indicator")),
            Column("formula", _("Formula")),
            Column("unit", _("Unit")),
            Column("direction", _("Direction")),
        ),
        rows,
        empty=Empty(_("The catalogue holds none.")),
    )


def elements_table(lines: Iterable[ElementLine]) -> Table:
    """Every figure that is reported."""
    rows = [
        Row(
            tables.cells(
                Cell(one.name, code=one.code),
                Cell(one.definition, note=one.standard),
                one.unit,
                one.kind,
            ),
            code=f"figure-{one.code}",
        )
        for one in lines
    ]
    return tables.table(
        "elements",
        _("Reported figures"),
        (
            Column("name", _("Figure")),
            Column("definition", _("Definition")),
            Column("unit", _("Unit")),
            Column("kind", _("Kind")),
        ),
        rows,
        empty=Empty(_("The catalogue holds none.")),
    )


def schemes_table(lines: Iterable[tuple[str, str, str, str]]) -> Table:
    """Every scoring scale: code, version, name and what it rests on."""
    rows = [
        Row(
            tables.cells(
                Cell(name, href=reverse("ratings:scheme", args=[code]), code=code),
                resolution,
                version,
            )
        )
        for code, version, name, resolution in lines
    ]
    return tables.table(
        "schemes",
        _("Scoring scales"),
        (
            Column("name", _("Scoring scale")),
            Column("resolution", _("Rests on")),
            Column("version", _("Version")),
        ),
        rows,
        empty=Empty(_("The catalogue holds none.")),
    )
