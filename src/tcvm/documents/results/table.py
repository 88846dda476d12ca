"""Results as CSV: a row a member, for a spreadsheet or a statistics program."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from tcvm.documents.results.rating import Results
from tcvm.documents.results.record import plain
from tcvm.domain.text import neutral


def write_csv(results: Results, stream: BinaryIO) -> None:
    """Write UTF-8 with a mark, so that spreadsheets show Vietnamese; decimals with a point."""
    columns = [column.code for column in results.terms.scheme.columns]
    heads = ["member", "category", "status", "points", "class", "fee_vnd", "missing"]
    for code in columns:
        heads += [code, f"{code}_points", f"{code}_found_by"]
    heads += ["scheme", "year", "near_boundary", "origin"]
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    redraws = results.redraws or (None,) * len(results.round.members)
    for result, redrawn, origin in zip(
        results.round.members, redraws, results.origins, strict=True
    ):
        card = result.card
        by_column = {score.column: score for score in card.scores}
        row: list[object] = [
            neutral(card.member.name),
            card.member.category,
            card.status,
            card.points,
            None if card.grade is None else card.grade.code,
            card.fee_vnd,
            " ".join(card.missing),
        ]
        for code in columns:
            score = by_column.get(code)
            if score is None or score.match is None:
                row += [None, None, None]
            else:
                row += [plain(score.published), score.match.points, score.match.found_by]
        near = None if redrawn is None else str(redrawn.near_boundary).lower()
        row += [results.terms.scheme.code, results.terms.year, near, neutral(origin)]
        writer.writerow(row)
    text.detach()
