"""Reading XML with the parser of the standard library: no entities, no prefixes, bounded memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from xml.parsers.expat import ParserCreate, XMLParserType

from tcvm.documents.tables.report import UnreadableError

#: The parser reads an unfinished tag again with every piece; one this long is an attack.
_TAG_MAX_BYTES = 1_048_576
#: A small part (the list of sheets, the styles) has no more tags than this.
_TAGS_MAX = 200_000
Tag = tuple[str, dict[str, str]]


def parser() -> XMLParserType:
    """A parser that joins text and refuses a document type, in which entities are declared."""
    made = ParserCreate()
    made.buffer_text = True
    made.buffer_size = 65_536
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> None:
    raise UnreadableError("workbook.broken")


def feed(reader: XMLParserType, pieces: Iterable[bytes]) -> Iterator[None]:
    """Have `reader` read the pieces; stops after each, for the caller to take what it found."""
    fed = 0
    for piece in pieces:
        reader.Parse(piece, False)
        fed += len(piece)
        if fed - reader.CurrentByteIndex > _TAG_MAX_BYTES:
            raise UnreadableError("workbook.broken")
        yield
    reader.Parse(b"", True)
    yield


def local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def tags(pieces: Iterable[bytes], wanted: Collection[str]) -> list[Tag]:
    """The wanted start tags of a small part in order, names and attributes without prefixes."""
    found: list[Tag] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) in wanted:
            found.append((local(name), {local(key): value for key, value in attributes.items()}))
        if len(found) > _TAGS_MAX:
            raise UnreadableError("workbook.broken")

    reader = parser()
    reader.StartElementHandler = start
    for _ in feed(reader, pieces):
        pass
    return found
