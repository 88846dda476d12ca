"""Reading tables of members: CSV and XLSX as people save them, one row a member."""

from tcvm.documents.tables.members import MemberRow, Reader, read_members, read_rows
from tcvm.documents.tables.numbers import NumberFault, parse_number

__all__ = [
    "MemberRow",
    "NumberFault",
    "Reader",
    "parse_number",
    "read_members",
    "read_rows",
]
