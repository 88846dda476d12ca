"""Problems in words: an address that can be followed, and a sentence that can be read."""

from fractions import Fraction

import pytest

from tcvm.documents.words import finding_sentence, line, say
from tcvm.domain.indicators.definitions import Unit
from tcvm.domain.problems import Place, Problem, Severity
from tcvm.domain.scoring.check import Fault, Finding
from tcvm.domain.scoring.interval import Interval
from tcvm.domain.scoring.match import FoundBy


def test_a_line_has_the_address_and_the_sentence() -> None:
    problem = Problem(
        "member.duplicate", place=Place("a.csv", row=1207, column="member"),
        parameters={"name": "Quỹ A", "first": 1002},
    )  # fmt: skip
    assert say(problem, "en") == "Quỹ A already stands in row 1002. A member has one row."
    assert line(problem, "vi") == (
        "a.csv:1207:member: Quỹ A đã có ở hàng 1002. Mỗi thành viên chỉ có một hàng."
    )


def test_a_line_says_what_does_not_block() -> None:
    parameters = {"encoding": "Windows-1258"}
    warning = Problem("file.encoding_guessed", Severity.WARNING, Place("a.csv"), parameters)
    note = Problem("file.encoding_guessed", Severity.NOTE, Place("a.xlsx", "Tờ 1"), parameters)
    assert line(warning, "en").startswith("a.csv: warning: The text is read as Windows-1258.")
    assert line(note, "vi").startswith("a.xlsx[Tờ 1]: ghi chú: Văn bản được đọc theo")
    assert line(Problem("file.empty"), "en").startswith("The file has no content.")


def test_what_is_quoted_is_short_and_harmless() -> None:
    problem = Problem(
        "number.malformed", place=Place("a\x1b[2J.csv"),
        parameters={"value": "x" * 500 + "\x1b[2J\n", "example": "1\u00a0000"},
    )  # fmt: skip
    said = line(problem, "en")
    assert said.startswith("a\\x1b[2J.csv: “" + "x" * 59 + "…” is not a number.")
    assert said.isprintable()
    assert "1 000" in said


LOW, HIGH = Fraction(4500), Fraction(4999)


@pytest.mark.parametrize(
    ("finding", "vi", "en"),
    [
        (
            Finding(
                Fault.HOLE_AT_STEP,
                "savers",
                interval=Interval(LOW - 1, HIGH + 1, low_included=False, high_included=False),
                first=LOW,
                last=HIGH,
                closed_by=(FoundBy.CORRECTED,),
            ),
            "savers: không ô nào đã in chứa 4.500–4.999; một chỗ sửa cho điểm.",
            "savers: no printed cell holds 4,500–4,999; a correction closes it.",
        ),
        (
            Finding(
                Fault.HOLE_AT_STEP,
                "par",
                "outreach:small",
                Unit.PERCENT,
                Interval(Fraction(15, 100), None, low_included=False),
                Fraction(151, 1000),
            ),
            "par (outreach:small): không ô nào đã in chứa ≥ 15,1\u00a0%; không có gì cho điểm.",
            "par (outreach:small): no printed cell holds ≥ 15.1\u00a0%; nothing closes it.",
        ),
        (
            Finding(
                Fault.HOLE_BETWEEN_STEPS,
                "par",
                unit=Unit.PERCENT,
                interval=Interval(
                    Fraction(2, 100), Fraction(21, 1000), low_included=False, high_included=False
                ),
                closed_by=(FoundBy.ROUNDED, FoundBy.FLOOR),
            ),
            (
                "par: các giá trị > 2\u00a0% và < 2,1\u00a0% nằm giữa hai ô đã in; "
                "làm tròn theo bước đã in thì có điểm, mức sàn cho điểm."
            ),
            (
                "par: values > 2\u00a0% and < 2.1\u00a0% lie between two printed cells; "
                "rounding to the printed step closes it, the floor closes it."
            ),
        ),
        (
            Finding(Fault.OVERLAP, "savers", interval=Interval(high=LOW, high_included=False)),
            "savers: < 4.500 thuộc hai ô có điểm khác nhau.",
            "savers: < 4,500 belongs to two cells with different points.",
        ),
        (
            Finding(Fault.CLASS_HOLE, interval=Interval(Fraction(30), Fraction(30))),
            "Tổng 30 điểm không thuộc loại nào.",
            "A sum of 30 points belongs to no class.",
        ),
        (
            Finding(Fault.OVERLAP, "roa", interval=Interval()),
            "roa: mọi giá trị thuộc hai ô có điểm khác nhau.",
            "roa: every value belongs to two cells with different points.",
        ),
        (
            Finding(Fault.FEE_MISSING, name="observer"),
            "Không có mức phí cho loại thành viên observer.",
            "There is no fee for members of the category observer.",
        ),
    ],
)
def test_findings_of_a_scheme(finding: Finding, vi: str, en: str) -> None:
    assert finding_sentence(finding, "vi") == vi
    assert finding_sentence(finding, "en") == en


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_of_a_scheme_can_be_said(fault: Fault) -> None:
    for locale in ("vi", "en"):
        assert finding_sentence(Finding(fault, "roa", name="x"), locale)
