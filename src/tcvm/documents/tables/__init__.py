"""Members' tables: CSV and XLSX files of any making, read exactly or refused cell by cell."""

from tcvm.documents.tables.members import MemberRow, Reader, RowParser, open_members, read_members
from tcvm.documents.tables.numbers import NumberError, parse_number
from tcvm.documents.tables.source import Table, TableError, open_table

__all__ = [
    "MemberRow",
    "NumberError",
    "Reader",
    "RowParser",
    "Table",
    "TableError",
    "open_members",
    "open_table",
    "parse_number",
    "read_members",
]
