"""Ten thousand members, beside LibreOffice recalculating the same scores in a workbook."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from bench.bands import BANDS, CLASSES, VND_PER_USD, Bands
from bench.measure import Line, Run, rate, run
from bench.members import COLUMNS, members, write_csv

MEMBERS = 10_000
RUNS = 3
PACKAGE = "libreoffice-calc-nogui"
#: A new profile that recalculates every formula on loading: the files hold no results to believe.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
#: The nine values as a spreadsheet user writes them, by column code of the row's figures.
VALUES = {
    "active_borrowers": "{active_borrowers}",
    "gross_loan_portfolio": f"{{gross_loan_portfolio}}/{VND_PER_USD}",
    "savers": "{savers}",
    "savings": f"{{savings}}/{VND_PER_USD}",
    "par": "{overdue_1_30}/{gross_loan_portfolio}",
    "oer": "{operating_expense}/(({gross_loan_portfolio}+{opening_gross_loan_portfolio})/2)",
    "productivity": "{active_borrowers}/{loan_officers}",
    "oss": "{operating_income}/({operating_expense}+{financial_expense}+{net_provision_expense})",
    "roa": "{net_income}/(({total_assets}+{opening_total_assets})/2)",
}


def bench(folder: Path) -> Iterator[Line]:
    """Wall time of both, from workbook to file, and on how many members they differ."""
    figures, formulas, empty = (folder / f"{name}.xlsx" for name in ("figures", "scores", "empty"))
    write_csv(folder / "figures.csv", MEMBERS, rated_only=True)
    _write_workbook(figures, MEMBERS, scored=False)
    _write_workbook(formulas, MEMBERS, scored=True)
    _write_workbook(empty, 1, scored=True)
    office = shutil.which("soffice")
    if office is None:
        raise RuntimeError(f"LibreOffice is needed: apt-get install {PACKAGE}")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
    _recalculate(office, profile, empty)
    start = _median([_recalculate(office, profile, empty) for _ in range(RUNS)])
    peer = _median([_recalculate(office, profile, formulas) for _ in range(RUNS)])
    output = folder / "ours.json"
    ours = _median([run(*rate(figures, output)) for _ in range(RUNS)])
    yield Line(
        f"tcvm rate, {MEMBERS:,} members, XLSX to JSON, exact", ours.seconds, "s", peer.seconds
    )
    yield Line("its processor time, all processes together", ours.processor_seconds, "s")
    from_csv = _median([run(*rate(folder / "figures.csv", output)) for _ in range(RUNS)])
    yield Line("the same from CSV", from_csv.seconds, "s")
    yield Line("LibreOffice headless, the same scores, XLSX to CSV", peer.seconds, "s")
    yield Line("its processor time", peer.processor_seconds, "s")
    yield Line("of which starting it with one member", start.seconds, "s")
    yield Line("LibreOffice over tcvm", peer.seconds / ours.seconds, "×")
    working = (peer.seconds - start.seconds) / ours.seconds
    yield Line("LibreOffice without its start over tcvm with its start", working, "×")
    yield Line("memory of tcvm", ours.peak_mb, "MB")
    yield Line("memory of LibreOffice", peer.peak_mb, "MB")
    yield Line("members scored differently", _differences(output, formulas), "", 1)


def _recalculate(office: str, profile: Path, workbook: Path) -> Run:
    return run(
        *(office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"),
        *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"),
        *("--outdir", str(workbook.parent), str(workbook)),
    )


def _median(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda one: one.seconds)[len(runs) // 2]


def _write_workbook(path: Path, count: int, *, scored: bool) -> None:
    """`count` members' figures; with `scored` also formulas for values, points, sum and class.

    The formulas are written without results (an empty cached value).
    """
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("members")
    codes = list(BANDS)
    more = [*codes, *(f"{code}_points" for code in codes), "points", "class"] if scored else []
    sheet.write_row(0, 0, [*COLUMNS, *more])
    for line, row in enumerate(members(count, rated_only=True), start=1):
        sheet.write_row(line, 0, [row[code] for code in COLUMNS])
        if scored:
            for place, formula in enumerate(_formulas(line + 1), start=len(COLUMNS)):
                sheet.write_formula(line, place, formula, None, "")
    book.close()


def _formulas(row: int) -> Iterator[str]:
    cells = {code: f"{xl_col_to_name(place)}{row}" for place, code in enumerate(COLUMNS)}
    for code in BANDS:
        yield "=" + VALUES[code].format(**cells)
    first = len(COLUMNS)
    for place, bands in enumerate(BANDS.values(), start=first):
        yield "=" + _nested(bands, f"{xl_col_to_name(place)}{row}")
    points = first + len(BANDS)
    last = points + len(BANDS) - 1
    yield f"=SUM({xl_col_to_name(points)}{row}:{xl_col_to_name(last)}{row})"
    total = f"{xl_col_to_name(last + 1)}{row}"
    best_first = [f'IF({total}>={least},"{code}",' for code, least in reversed(CLASSES.items())]
    yield "=" + "".join(best_first) + '""' + ")" * len(best_first)


def _nested(bands: Bands, cell: str) -> str:
    """`IF(cell>=edge,points,…)` from the highest edge down."""
    steps = [
        f"IF({cell}{'>' if edge.beyond else '>='}{edge.bound},{points},"
        for edge, points in zip(reversed(bands.edges), reversed(bands.points[1:]), strict=True)
    ]
    return "".join(steps) + str(bands.points[0]) + ")" * len(steps)


def _differences(output: Path, workbook: Path) -> int:
    """On how many members any column's points, the sum or the class differ."""
    with workbook.with_suffix(".csv").open(encoding="utf-8", newline="") as stream:
        theirs = {row["member"]: row for row in csv.DictReader(stream)}
    ours = json.loads(output.read_text("utf-8"))["members"]
    assert len(ours) == len(theirs) == MEMBERS
    return sum(_scores(one) != _read(theirs[one["member"]]) for one in ours)


def _scores(one: dict) -> list[str]:
    points = [str(one["indicators"][code]["points"]) for code in BANDS]
    return [*points, str(one["points"]), one["class"]]


def _read(row: dict[str, str]) -> list[str]:
    return [row[f"{code}_points"] for code in BANDS] + [row["points"], row["class"]]
