"""The parts of an XLSX workbook that a table needs: its sheets, shared texts and date styles."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from tcvm.documents.tables.archive import Archive, refusing
from tcvm.documents.tables.markup import feed, local, parser, tags
from tcvm.documents.tables.report import UnreadableError
from tcvm.documents.tables.worksheet import Worksheet, unescaped

#: Shared texts are held in memory while rows are read.
_STRINGS_MAX_BYTES = 134_217_728
_CONTENT_TYPES = "[Content_Types].xml"
_KINDS = {
    "xl/workbook.bin": "XLSB",
    "word/document.xml": "DOCX",
    "ppt/presentation.xml": "PPTX",
    "content.xml": "ODF",
    "index/document.iwa": "Numbers",
}
# The built-in number formats that show a date or a time, East Asian ones included
# (ECMA-376 part 1, 18.8.30).
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name and its part of the archive."""

    name: str
    part: str
    visible: bool


class Workbook:
    """An open XLSX file; a context manager."""

    def __init__(self, path: Path) -> None:
        """Open `path`. Raises UnreadableError where it is another kind of file, or damaged."""
        self.archive = Archive(path)
        try:
            self._refuse_other_kinds()
            with refusing():
                self.sheets = self._sheets()
        except UnreadableError:
            self.archive.close()
            raise

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def rows(self, sheet: Sheet) -> Worksheet:
        """The rows of `sheet`."""
        with refusing():
            strings, dates = self._strings, self._dates
        return Worksheet(partial(self.archive.pieces, sheet.part), strings, dates)

    def _refuse_other_kinds(self) -> None:
        for part, kind in _KINDS.items():
            if part in self.archive:
                raise UnreadableError("file.kind_unread", kind=kind)
        if _CONTENT_TYPES not in self.archive:
            raise UnreadableError("file.kind_unread", kind="ZIP")

    def _related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """The parts that `part` points to: id to (kind, name)."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self.archive:
            return {}
        return {
            found.get("Id", ""): (
                found.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, found.get("Target", ""))).lstrip(
                    "/"
                ),
            )
            for _, found in tags(self.archive.pieces(relations), {"Relationship"})
            if found.get("TargetMode") != "External"
        }

    @cached_property
    def _book(self) -> str:
        for kind, name in self._related("").values():
            if kind == "officeDocument":
                return name
        return "xl/workbook.xml"

    def _sheets(self) -> tuple[Sheet, ...]:
        related = self._related(self._book)
        found = []
        for _, tag in tags(self.archive.pieces(self._book), {"sheet"}):
            kind, part = related.get(tag.get("id", ""), ("", ""))
            if kind == "worksheet" and part in self.archive:
                visible = tag.get("state", "visible") == "visible"
                found.append(Sheet(tag.get("name", ""), part, visible))
        return tuple(found)

    def _part(self, wanted: str) -> str | None:
        parts = self._related(self._book).values()
        return next((part for kind, part in parts if kind == wanted and part in self.archive), None)

    @cached_property
    def _strings(self) -> list[str]:
        part = self._part("sharedStrings")
        return [] if part is None else _texts(self.archive.pieces(part))

    @cached_property
    def _dates(self) -> frozenset[str]:
        """The cell styles, by their number in the list of styles, that show a date or a time."""
        if (part := self._part("styles")) is None:
            return frozenset()
        wanted = {"numFmt", "cellXfs", "cellStyleXfs", "xf", "cellStyles", "dxfs"}
        formats = {str(number) for number in _DATE_FORMATS}
        dates: list[str] = []
        within, position = "", 0
        for name, tag in tags(self.archive.pieces(part), wanted):
            if name == "numFmt":
                formats.discard(tag.get("numFmtId", ""))
                if shows_date(tag.get("formatCode", "")):
                    formats.add(tag.get("numFmtId", ""))
            elif name != "xf":
                within = name
            elif within == "cellXfs":
                if tag.get("numFmtId") in formats:
                    dates.append(str(position))
                position += 1
        return frozenset(dates)


def shows_date(code: str) -> bool:
    """Whether a number format shows a date or a time: its letters stand outside literal text."""
    return any(letter in "ymdhs" for letter in _LITERAL.sub("", code).lower())


class _Texts:
    """Collects the shared texts: the runs of each joined, phonetic readings left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.runs: list[str] = []
        self.taking = self.phonetic = False

    def start(self, name: str, _: dict[str, str]) -> None:
        """A start tag."""
        match local(name):
            case "si":
                self.runs.clear()
            case "rPh":
                self.phonetic = True
            case "t":
                self.taking = not self.phonetic

    def end(self, name: str) -> None:
        """An end tag."""
        match local(name):
            case "si":
                self.found.append(unescaped("".join(self.runs)))
            case "rPh":
                self.phonetic = False
            case "t":
                self.taking = False

    def text(self, data: str) -> None:
        """Text between tags."""
        if self.taking:
            self.runs.append(data)


def _texts(pieces: Iterable[bytes]) -> list[str]:
    texts = _Texts()
    reader = parser()
    reader.StartElementHandler = texts.start
    reader.EndElementHandler = texts.end
    reader.CharacterDataHandler = texts.text
    for _ in feed(reader, _within(pieces, _STRINGS_MAX_BYTES)):
        pass
    return texts.found


def _within(pieces: Iterable[bytes], size_max: int) -> Iterable[bytes]:
    left = size_max
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise UnreadableError("workbook.too_large", size_max_mb=size_max // 1_048_576)
        yield piece
