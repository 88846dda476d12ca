"""Making tables of every kind to read: text in any encoding, and workbooks part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tcvm.documents import catalogue
from tcvm.documents.tables import MemberRow, Reader, read_members
from tcvm.documents.tables.cells import letters_of
from tcvm.domain.problems import Problem

ELEMENTS = catalogue.elements()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def reader_of(path: Path, content: bytes | str, *, decimal: str = ".") -> Reader:
    """A reader of a file with that content, text in UTF-8."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_members(path, ELEMENTS, decimal=decimal)


def read(
    path: Path, content: bytes | str, *, decimal: str = "."
) -> tuple[list[MemberRow], list[Problem]]:
    """The members and the problems of a file with that content."""
    reader = reader_of(path, content, decimal=decimal)
    return list(reader), reader.problems


def codes(problems: Sequence[Problem]) -> list[str]:
    """The codes of problems, in order."""
    return [problem.code for problem in problems]


def cell(reference: str, value: object) -> str:
    """A cell as a workbook writes it; a ready `<c …>` is left as it is."""
    if isinstance(value, str) and value.startswith("<c"):
        return value
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def sheet(rows: Sequence[Sequence[object]], *, merged: Sequence[str] = ()) -> str:
    """The XML of a sheet with these rows from row 1 on; None leaves a cell out."""
    lines = []
    for number, values in enumerate(rows, start=1):
        cells = "".join(
            cell(f"{letters_of(index)}{number}", value)
            for index, value in enumerate(values)
            if value is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    after = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData>{after}</worksheet>'


def parts(
    sheets: Mapping[str, str],
    *,
    hidden: Sequence[str] = (),
    strings: str = "",
    styles: str = "",
) -> dict[str, str]:
    """The parts of a workbook with these sheets, XML by name."""
    listed, relations, others = [], [], {}
    for number, (name, xml) in enumerate(sheets.items(), start=1):
        state = ' state="hidden"' if name in hidden else ""
        listed.append(f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="r{number}"/>')
        relations.append(
            f'<Relationship Id="r{number}" Type="{RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        others[f"xl/worksheets/sheet{number}.xml"] = xml
    for kind, xml in (("sharedStrings", strings), ("styles", styles)):
        if xml:
            relations.append(
                f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="/xl/{kind}.xml"/>'
            )
            others[f"xl/{kind}.xml"] = xml
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="w" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<sheets>{''.join(listed)}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{''.join(relations)}</Relationships>",
        **others,
    }


def archive(path: Path, contents: Mapping[str, str | bytes]) -> bytes:
    """The bytes of an archive of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in contents.items():
            made.writestr(name, content)
    return path.read_bytes()


def workbook(path: Path, sheets: Mapping[str, str], **more: object) -> bytes:
    """The bytes of a workbook with these sheets; `more` goes to `parts`."""
    return archive(path, parts(sheets, **more))  # type: ignore[arg-type]
