"""A heading for tests of how results look."""

import datetime as dt

from tcvm.documents.scorecards.heading import Heading
from tcvm.domain.text import Text

HEADING = Heading(
    title=Text("Xếp loại thành viên năm 2016", "Member rating 2016"),
    as_of=dt.date(2016, 12, 31),
    currency="VND",
    rate_source=Text("Ví dụ trong Phụ lục 1", "The example in Appendix 1"),
    sources=(Text("Báo cáo của thành viên", "Members' returns"),),
)
