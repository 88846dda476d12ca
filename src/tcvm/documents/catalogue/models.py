"""The catalogue's documents as they are written: one validated model a kind of TOML file.

Field descriptions are the reference: the JSON Schema in docs/reference is generated from them. A
document is refused with every fault at once; unknown keys are faults, so that a misspelt key can
never be a decision silently lost.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tcvm.domain.indicators.definitions import Direction, Kind, Unit
from tcvm.domain.scoring.scheme import Category, ReadingKind

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Vnd = Annotated[int, Field(ge=0, description="An amount in whole đồng.")]


class Document(BaseModel):
    """What all documents share: no unknown keys, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextDocument(Document):
    """A text in both languages."""

    vi: Line
    en: Line


class ElementDocument(Document):
    """A reported figure (data element): `elements/CODE.toml`."""

    code: Code = Field(description="Column name in files and name in formulas.")
    name: TextDocument = Field(description="Its name; accepted as a column name too.")
    definition: TextDocument = Field(description="What counts and what does not.")
    unit: Unit = Field(description="What it counts.")
    kind: Kind = Field(description="A stock stands at a date, a flow runs over the period.")
    source: Line = Field(description="The standard the definition follows.")
    negative: bool = Field(default=False, description="Whether it may lie below zero.")
    part_of: tuple[Code, ...] = Field(
        default=(), description="Figures it is a part of and may not exceed."
    )


class ExampleDocument(Document):
    """A worked example; the tests calculate it."""

    figures: dict[Code, Decimal] = Field(description="The figures that go in, by code.")
    value: Decimal = Field(description="The value as the source prints it, a per cent as fraction.")
    places: int = Field(ge=0, le=12, description="Decimal places of that value.")
    source: Line = Field(description="Where it is printed.")


class IndicatorDocument(Document):
    """A calculated figure: `indicators/CODE.toml`."""

    code: Code = Field(description="Name by which schemes score it.")
    version: Line = Field(description="Raised when the formula or its meaning changes.")
    name: TextDocument = Field(description="Its name.")
    definition: TextDocument = Field(description="What it tells, and what misleads.")
    formula: Line = Field(
        description="Arithmetic over element codes, with average(stock) and annualise(flow)."
    )
    unit: Unit = Field(description="What it counts; a percent is kept as a fraction.")
    direction: Direction = Field(description="Which way is better.")
    source: Line = Field(description="The standard the definition follows.")
    examples: tuple[ExampleDocument, ...] = Field(
        min_length=1, description="At least one worked example."
    )


class RateDocument(Document):
    """An exchange rate of one year, with where it was read."""

    year: int = Field(ge=1945, le=2200, description="The year whose end it stands for.")
    date: dt.date = Field(description="The day it was in force.")
    vnd_per_usd: Decimal = Field(gt=0, description="Đồng for one dollar.")
    kind: TextDocument = Field(description="Whose rate it is, and of what kind.")
    source: Line = Field(description="Where it was read.")
    rating: bool = Field(description="Whether it is the rate with which that year is rated.")


class RatesDocument(Document):
    """`rates/usd_vnd.toml`."""

    rates: tuple[RateDocument, ...] = Field(description="Rates in order of years.")


class BandDocument(Document):
    """One cell of the printed table."""

    points: int = Field(ge=0, le=100, description="What the cell gives.")
    printed: Line = Field(
        description="The cell as printed, `,` between thousands and `.` before decimals: "
        "`> 30,000`, `≥ 160 %`, `2.1–3 %`. Its bounds are read from this text."
    )
    published: str = Field(
        default="", description="The cell letter by letter as the document has it, if different."
    )


class CorrectionDocument(Document):
    """A printed cell read as another interval."""

    points: int = Field(description="The points of the cell it corrects.")
    read_as: Line = Field(description="The interval the cell is read as, in the same notation.")
    reason: TextDocument = Field(description="Why.")


class GroupTableDocument(Document):
    """A table of its own for one peer group."""

    group: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+:[a-z0-9_-]+$")] = Field(
        description="Peer axis and group code, joined by a colon."
    )
    bands: tuple[BandDocument, ...] = Field(min_length=1, description="Its cells, best first.")


class ColumnDocument(Document):
    """One scored indicator with its bands."""

    code: Code = Field(description="Its name in results.")
    name: TextDocument = Field(description="Its name as the document has it.")
    unit: Unit = Field(description="What its bounds count; money in the scheme's currency.")
    direction: Literal[Direction.HIGHER, Direction.LOWER] = Field(
        description="Which way is better."
    )
    step: Line = Field(description="The printed step, as text: `1` or `0.1 %`.")
    whole_numbers: bool = Field(default=False, description="Whether values are always whole.")
    indicator: Code | None = Field(
        default=None, description="The catalogue indicator the text defines; none if it does not."
    )
    bands: tuple[BandDocument, ...] = Field(min_length=1, description="Its cells, best first.")
    corrections: tuple[CorrectionDocument, ...] = Field(
        default=(), description="Cells read otherwise than printed."
    )
    group_tables: tuple[GroupTableDocument, ...] = Field(
        default=(), description="Tables of their own for peer groups."
    )


class ReadingDocument(Document):
    """One decision on how the printed text is read."""

    code: Code = Field(description="Its name in results.")
    kind: ReadingKind = Field(description="What it decides; a note only explains.")
    text: TextDocument = Field(description="What the printed text says, or leaves open.")
    reason: TextDocument = Field(description="How it is read, and why.")
    columns: tuple[Code, ...] = Field(default=(), description="Scored indicators it touches.")
    value: str = Field(
        default="",
        description="The decision: an indicator code, the points of the floor, or the bases of an "
        "average in order, joined by `>`.",
    )
    alternatives: tuple[str, ...] = Field(default=(), description="What it could be instead.")
    standard: str = Field(
        default="", description="The sector's own indicator, where the printed one departs from it."
    )


class GradeDocument(Document):
    """A class and its fee; best first."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}$")] = Field(
        description="One to three capital letters."
    )
    printed: Line = Field(description="Its sums of points as printed: `≥ 40`, `30–39`.")
    fee_vnd: Vnd = Field(description="The yearly fee of its members, in whole đồng.")


class PeerGroupDocument(Document):
    """One group of a peer axis."""

    code: Code = Field(description="Its name in results; of a legal form, as files give it.")
    name: TextDocument = Field(description="Its name.")
    printed: str = Field(default="", description="The interval of the axis' figure, if it has one.")


class PeerAxisDocument(Document):
    """A way of grouping members."""

    code: Code = Field(description="Its name in results.")
    name: TextDocument = Field(description="Its name.")
    figure: Code = Field(description="The figure whose interval decides, or `legal_form`.")
    groups: tuple[PeerGroupDocument, ...] = Field(min_length=1, description="Its groups.")


class PublishedRateDocument(Document):
    """An exchange rate that the scheme's own text names."""

    year: int = Field(description="The year whose end it stands for.")
    vnd_per_usd: Decimal = Field(gt=0, description="Đồng for one dollar.")
    source: TextDocument = Field(description="Where the text names it.")


class SchemeDocument(Document):
    """A rating scheme: `schemes/CODE.toml`."""

    code: Code = Field(description="Its name; in the catalogue, that of its file.")
    version: Line = Field(description="Raised when anything that scores changes.")
    extends: Code | None = Field(
        default=None,
        description="A scheme this one repeats; readings of the same code replace its own.",
    )
    name: TextDocument = Field(description="Its title over results.")
    resolution: TextDocument = Field(description="The decision the scheme rests on.")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        default="USD", description="The currency of its money bands."
    )
    columns: tuple[ColumnDocument, ...] = Field(
        default=(), description="Scored indicators, in printed order."
    )
    grades: tuple[GradeDocument, ...] = Field(default=(), description="Classes, best first.")
    flat_fees_vnd: dict[Category, Vnd] = Field(
        default_factory=dict, description="Yearly fees of the categories that are not scored."
    )
    readings: tuple[ReadingDocument, ...] = Field(
        default=(), description="How what the text leaves open is read."
    )
    peer_axes: tuple[PeerAxisDocument, ...] = Field(
        default=(), description="Ways in which members are grouped for comparison."
    )
    peer_members_min: int = Field(
        default=3, ge=2, description="Fewer members than this, and no statistic is shown."
    )
    peer_quartiles_min: int = Field(
        default=5, ge=3, description="Fewer members than this, and no quartile is shown."
    )
    rates: tuple[PublishedRateDocument, ...] = Field(
        default=(), description="Exchange rates that its own text names."
    )
