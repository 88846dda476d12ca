"""The JSON that `tcvm rate` and `tcvm indicators` write, field by field.

The models here are the description: the page and the JSON Schema are made from them, and a test
holds real results to them. They refuse a field they do not know, so that none goes undescribed.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from docs.generator.forms import DIGITS, Form, schema_text
from docs.generator.markdown import page

Digits = Annotated[str, Field(pattern=DIGITS)]
Share = Annotated[float, Field(ge=0, le=1)]
FoundBy = Literal["printed", "rounded", "corrected", "floor"]
Category = Literal["official", "observer", "associate_organisation", "associate_individual"]


class Part(BaseModel):
    """What all parts share."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ScoredIndicator(Part):
    """One scored indicator of a member. All is null where a figure for it is missing."""

    value: Digits | None = Field(
        description="The value with at most 12 decimals: persons, the scheme's currency, or a "
        "ratio as a fraction (`0.021` is 2.1 %)."
    )
    points: int | None = Field(description="The points it scores.")
    found_by: FoundBy | None = Field(description="Which of the four matching steps found them.")
    band: str | None = Field(
        description="The printed cell that gave the points; null on the floor, which no cell holds."
    )


class NeighbouringClass(Part):
    """The class above or below."""

    class_: str = Field(alias="class", description="Its code.")
    points: int = Field(description="Points to it: positive above, negative below.")
    fee_change_vnd: int = Field(description="What it changes in the yearly fee.")


class Change(Part):
    """The smallest change of one indicator's value that wins, or costs, at least one point."""

    value: Digits = Field(description="The value at which the other points begin.")
    reached: bool = Field(
        description="Whether that value itself has them; false where it must be passed."
    )
    change: Digits = Field(description="`value` less the present value, both as published.")
    points: int = Field(description="The points the indicator then has.")


class Step(Change):
    """A change of one indicator that helps into the class above."""

    indicator: str = Field(description="Code of the scored indicator.")
    relative: Digits | None = Field(
        description="The size of the change over the present value, to 6 decimals; null where that "
        "is zero."
    )


class Cheapest(Part):
    """The smallest changes, relative to the present values, that reach the class above."""

    single: Step | None = Field(description="Of one figure alone; null where none suffices.")
    double: Annotated[list[Step], Field(min_length=2, max_length=2)] | None = Field(
        description="Of two figures together; null where no two suffice or one point is enough."
    )


class Distance(Part):
    """How far a member stands from the next point and the next class."""

    class_above: NeighbouringClass | None = Field(description="Null for the highest class.")
    class_below: NeighbouringClass | None = Field(description="Null for the lowest class.")
    gain: dict[str, Change] = Field(
        description="By indicator, the nearest change that wins points; those with most points are "
        "not there."
    )
    lose: dict[str, Change] = Field(
        description="By indicator, the nearest change that costs points; those with fewest points "
        "are not there."
    )
    cheapest: Cheapest = Field(description="Into the class above.")


class Standing(Part):
    """A member's place in one of its peer groups."""

    group: str = Field(description="Code of the group.")
    rated: int = Field(description="Rated members of the group.")
    rank: int | None = Field(
        description="Rank by points, 1 is best, equals share one; null where the member has no "
        "class or the group is too small to be shown."
    )


class OtherReading(Part):
    """The result under one other reading of the scheme, all else as it is."""

    reading: str = Field(description="Code of the reading that is turned, or `exchange_rate`.")
    value: str = Field(description="How it is decided instead, or by how much the rate is moved.")
    points: int | None = Field(description="Null where figures for it are missing.")
    class_: str | None = Field(alias="class", description="The class under it.")
    changes_class: bool = Field(description="Whether that is not the member's class.")


class Redraws(Part):
    """What became of the member over seeded redraws of its figures."""

    draws: int = Field(description="How many times the figures were drawn.")
    seed: int = Field(description="The seed they were drawn from.")
    error_amounts: Share = Field(description="Amounts are drawn within this share of the reported.")
    error_counts: Share = Field(description="Counts are drawn within this share of the reported.")
    class_shares: dict[str, Share] = Field(
        description="Share of redraws in each class, to 4 decimals."
    )
    points_5_95: Annotated[list[int], Field(min_length=2, max_length=2)] = Field(
        description="5th and 95th percentile of points."
    )
    rank_5_95: Annotated[list[int], Field(min_length=2, max_length=2)] = Field(
        description="5th and 95th percentile of the rank among all rated members."
    )
    near_boundary: bool = Field(
        description="Whether the class is held in under 90 % of the redraws."
    )


class Robustness(Part):
    """How firmly a class stands."""

    readings: list[OtherReading] = Field(description="Empty for a member without a class.")
    redraws: Redraws | None = Field(description="Null for a member without a class.")


class Member(Part):
    """One member, in the order of the input."""

    member: str = Field(description="Its name.")
    category: Category = Field(description="How it belongs to the network.")
    status: Literal["rated", "incomplete", "not_rated"] = Field(
        description="`incomplete` lacks a figure; `not_rated` is of a category that is not scored."
    )
    points: int | None = Field(description="The sum; null unless rated.")
    class_: str | None = Field(alias="class", description="Null unless rated.")
    fee_vnd: int | None = Field(description="The yearly fee in đồng; null while incomplete.")
    missing: list[str] = Field(
        description="Codes of the figures for want of which it is incomplete."
    )
    indicators: dict[str, ScoredIndicator] = Field(
        description="By code of the scored indicator; empty where not rated."
    )
    distance: Distance | None = Field(description="Null unless rated.")
    peer_group: dict[str, Standing] = Field(
        description="By peer axis, where the member belongs to a group of it."
    )
    robustness: Robustness | None = Field(
        default=None, description="Left out with `--no-robustness` and beyond 1,000 members."
    )


class PeerStatistics(Part):
    """The middle of a group in one indicator, or in `points`. Too small a group shows nulls."""

    members: int = Field(description="Members of the group with a value.")
    median: Digits | None = Field(description="Null under the scheme's least number of members.")
    lower_quartile: Digits | None = Field(description="Null under the least number for quartiles.")
    upper_quartile: Digits | None = Field(description="The same.")


class ReportedProblem(Part):
    """A warning or note on the input that did not stop the rating."""

    code: str = Field(description="Its problem code.")
    severity: Literal["warning", "note"] = Field(description="How much it matters.")
    file: str = Field(description="Where it stands: the file,")
    row: int | None = Field(description="the row, counted from 1 with the header,")
    column: str | None = Field(description="and the column.")
    message: str = Field(description="The sentence, in the language of `--locale`.")


class Results(Part):
    """The whole document."""

    scheme: str = Field(description="Code of the scheme.")
    scheme_version: str = Field(description="Its version.")
    year: int | None = Field(description="The year of `--year`.")
    as_of: Annotated[dt.date, Field(strict=False)] | None = Field(
        description="The last day of that year."
    )
    currency: str = Field(description="Currency of the figures.")
    vnd_per_usd: Digits | None = Field(
        description="The exchange rate; null where nothing had to be converted."
    )
    points_max: int = Field(description="The most points the scheme gives.")
    members: list[Member] = Field(description="In the order of the input.")
    peer_groups: dict[str, dict[str, dict[str, PeerStatistics]]] = Field(
        description="By peer axis, group, and indicator code or `points`."
    )
    problems: list[ReportedProblem] = Field(description="What was remarkable in the input.")


class CalculatedIndicator(Part):
    """One indicator of a member."""

    value: Digits | None = Field(
        description="As in scored indicators, but money in the currency of the figures."
    )
    unit: str = Field(description="What the value counts.")
    version: str = Field(description="Version of the indicator's definition.")
    missing: list[str] | None = Field(
        default=None, description="Where there is no value: the figures missing, or zero under it."
    )


class MemberIndicators(Part):
    """One member."""

    member: str = Field(description="Its name.")
    indicators: dict[str, CalculatedIndicator] = Field(description="By code.")


class Indicators(Part):
    """The whole document of `tcvm indicators --format json`."""

    currency: str = Field(description="Currency of the figures.")
    members: list[MemberIndicators] = Field(description="In the order of the input.")


INTRODUCTION = """
`tcvm rate FILE --format json` writes one JSON document, in UTF-8: first the terms of the rating,
then a line a member in the order of the input, then the peer groups and the problems. Numbers
that must stay exact (values, changes, rates, statistics) are texts of plain *digits*; points,
fees and counts are JSON numbers, and so are the shares of redraws, which are estimates. Codes and
fields never depend on `--locale`; `message` does.

[JSON Schema of `tcvm rate`](schemas/results.schema.json) · [JSON Schema of `tcvm
indicators`](schemas/indicators.schema.json)
"""

INDICATORS = """
## Indicators

`tcvm indicators FILE --format json` gives every indicator of the catalogue for every member.
"""

TABLES = """
## CSV

`tcvm rate --format csv` writes a row a member: `member`, `category`, `status`, `points`, `class`,
`fee_vnd`, `missing`; of each scored indicator its value, `CODE_points` and `CODE_found_by`; then
`scheme`, `year` and `near_boundary`. `tcvm indicators --format csv` writes a row a member and
indicator. Both are UTF-8 with a mark, decimals with a point, so that a spreadsheet shows Vietnamese
rightly. A name that begins with a sign of a formula gets an apostrophe before it.
"""


def pages() -> dict[str, str]:
    """The page of results and their schemas."""
    blocks = [INTRODUCTION, "## Results", *Form(Results, null="null").blocks()]
    blocks += [INDICATORS, *Form(Indicators, null="null").blocks(), TABLES]
    return {
        "reference/results.md": page("Results", *blocks),
        "reference/schemas/results.schema.json": schema_text(Results, "tcvm rate --format json"),
        "reference/schemas/indicators.schema.json": schema_text(
            Indicators, "tcvm indicators --format json"
        ),
    }
