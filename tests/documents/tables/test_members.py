"""Members: the columns they are read from, and what their figures are held against."""

from fractions import Fraction
from pathlib import Path

import pytest
from tests.documents.tables.files import ELEMENTS, codes, read, reader_of

from tcvm.documents.tables import parse_number, read_members
from tcvm.documents.tables.columns import Vocabulary, key_of
from tcvm.documents.tables.report import LISTED_MAX
from tcvm.documents.words import line
from tcvm.domain.indicators.definitions import Element, Kind
from tcvm.domain.problems import Severity, errors
from tcvm.domain.scoring.scheme import Category


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "members.csv"


def test_every_figure_by_code_and_by_both_names(path: Path) -> None:
    vocabulary = Vocabulary(ELEMENTS)
    for element in ELEMENTS.values():
        names = [element.code, element.name.vi, element.name.en, element.name.vi.upper()]
        for name in names:
            rows, problems = read(path, f'member,"{name}"\nA,1\n')
            assert [row.member.figures for row in rows] == [{element.code: 1}], name
            assert problems == []
        if element.kind is Kind.STOCK and not element.code.startswith("opening_"):
            for time, vi, en in (
                ("opening", "đầu năm", "Opening"),
                ("average", "bình quân năm", "average"),
            ):
                figure = f"{time}_{element.code}"
                for name in (figure, f"{element.name.vi} {vi}", f"{en} {element.name.en}"):
                    meaning = vocabulary.meanings[key_of(name)]
                    assert not isinstance(meaning, str)
                    assert meaning.name == figure


def test_no_name_stands_for_two_figures() -> None:
    names = [key_of(name) for element in ELEMENTS.values()
             for name in {element.code, element.name.vi, element.name.en}]  # fmt: skip
    meanings = Vocabulary(ELEMENTS).meanings
    for element in ELEMENTS.values():
        for name in (element.code, element.name.vi, element.name.en):
            meaning = meanings[key_of(name)]
            assert not isinstance(meaning, str)
            assert meaning.name == element.code
    assert len(names) >= 2 * len(ELEMENTS)


@pytest.mark.parametrize(
    "header",
    ["member,category,legal_form", "Tổ chức,Loại thành viên,Hình thức pháp lý",
     " TÊN TỔ CHỨC ,Category,LEGAL  FORM"],
)  # fmt: skip
def test_columns_of_text(path: Path, header: str) -> None:
    rows, problems = read(path, f"{header}\n Quỹ  A ,observer, social_fund \nQuỹ B,,\n")
    assert problems == []
    assert [(row.member.name, row.member.category, row.member.legal_form) for row in rows] == [
        ("Quỹ A", Category.OBSERVER, "social_fund"),
        ("Quỹ B", Category.OFFICIAL, ""),
    ]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("official", Category.OFFICIAL),
        ("Thành viên chính thức", Category.OFFICIAL),
        ("chính thức", Category.OFFICIAL),
        ("Quan sát viên", Category.OBSERVER),
        ("THÀNH VIÊN QUAN SÁT VIÊN", Category.OBSERVER),
        ("liên kết (tổ chức)", Category.ASSOCIATE_ORGANISATION),
        ("associate organisation", Category.ASSOCIATE_ORGANISATION),
        ("Liên kết cá nhân", Category.ASSOCIATE_INDIVIDUAL),
        ("associate_individual", Category.ASSOCIATE_INDIVIDUAL),
    ],
)
def test_categories_by_their_names(path: Path, text: str, category: Category) -> None:
    rows, _ = read(path, f"member,category\nA,{text}\n")
    assert [row.member.category for row in rows] == [category]


def test_a_category_nobody_knows(path: Path) -> None:
    rows, problems = read(path, "member,category,savers\nA,thành viên liên kết,5\n")
    assert rows == []
    assert codes(problems) == ["member.category_unknown"]
    assert problems[0].place.column == "category"
    assert "associate_organisation" in line(problems[0], "vi")


def test_texts_that_cannot_be_used(path: Path) -> None:
    content = "member,category,legal_form\nA,off\u200bicial,\nB,,\u200b\nC,,\nD\u0301\u1ec7,,ngo\n"
    rows, problems = read(path, content)
    assert codes(problems) == ["member.text_unprintable"] * 2
    assert [problem.place.column for problem in problems] == ["category", "legal_form"]
    assert [row.member.name for row in rows] == ["C", "D\u0301ệ"]


def test_unknown_columns_are_warned_of_with_the_nearest_name(path: Path) -> None:
    header = "member,active_borowers,Tổng dư nợ cho vai,zzzz,gross loan portfolio"
    rows, problems = read(path, f"{header}\nA,1,2,3,4\n")
    assert [row.member.figures for row in rows] == [{"gross_loan_portfolio": 4}]
    assert codes(problems) == ["table.column_unknown_near"] * 2 + ["table.column_unknown"]
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert problems[0].parameters["nearest"] == "active_borrowers"
    assert problems[1].parameters["nearest"] == "Tổng dư nợ cho vay"
    assert [problem.place.row for problem in problems] == [1, 1, 1]


def test_a_required_column_that_is_missing(path: Path) -> None:
    rows, problems = read(path, "membre,savers\nA,1\n")
    assert rows == []
    assert codes(problems) == ["table.column_unknown_near", "table.column_missing"]
    assert problems[0].parameters["nearest"] == "member"
    assert problems[1].parameters == {"column": "member", "found": "membre, savers"}


def test_columns_given_twice(path: Path) -> None:
    _, problems = read(path, "member,savers,Khách hàng gửi tiết kiệm,member\nA,1,2,B\n")
    assert codes(problems) == ["table.column_duplicate"] * 2
    assert problems[0].parameters == {"name": "Khách hàng gửi tiết kiệm", "first": "savers"}


def test_columns_without_a_name(path: Path) -> None:
    rows, problems = read(path, "member,,savers,\nA,,1,\nB,5,2,\nC,6,3,\n")
    assert [row.member.figures["savers"] for row in rows] == [1, 2, 3]
    assert codes(problems) == ["table.column_unnamed"]
    assert problems[0].place.row == 3
    assert problems[0].parameters == {"position": 2}


def test_members_stand_once(path: Path) -> None:
    content = "member,savers\nQuỹ A,1\nB,1\nQUỸ  a,2\n\u00a0,\t\n,3\nQuỹ A,4\n"
    rows, problems = read(path, content)
    assert [row.member.name for row in rows] == ["Quỹ A", "B"]
    assert codes(problems) == ["member.duplicate", "member.missing", "member.duplicate"]
    assert [problem.place.row for problem in problems] == [4, 6, 7]
    assert [problems[at].parameters["first"] for at in (0, 2)] == [2, 2]


def test_every_problem_of_a_row_is_told(path: Path) -> None:
    content = "member,category,savers,staff,savings,net_income\n,vip,x,-1,1e5,-7\n"
    _, problems = read(path, content)
    assert codes(problems) == [
        "member.category_unknown",
        "member.missing",
        "number.malformed",
        "number.negative",
        "number.exponent",
    ]
    assert [problem.place.column for problem in problems] == [
        "category", "member", "savers", "staff", "savings",
    ]  # fmt: skip
    assert {problem.place.row for problem in problems} == {2}
    assert {problem.place.file for problem in problems} == {str(path)}


@pytest.mark.parametrize(
    ("column", "cell", "decimal", "code"),
    [
        ("savers", "12.5", ".", "number.not_whole"),
        ("average_savers", "12.5", ".", None),
        ("savings", "12.5", ".", None),
        ("savers", "-3", ".", "number.negative"),
        ("net_income", "-3", ".", None),
        ("net_income", "(3)", ".", None),
        ("savers", "4.700", ".", "number.thousands_ambiguous"),
        ("savers", "4.000", ".", "number.thousands_ambiguous"),
        ("savers", "4,700", ",", "number.thousands_ambiguous"),
        ("savers", "4,700", ".", None),
        ("savers", "4700.000", ".", None),
        ("average_savers", "4.333", ".", "table.thousands_suspected"),
        ("savers", "1.234.567", ".", "number.other_decimal"),
        ("savers", "1,234,567", ",", "number.other_decimal"),
    ],
)
def test_a_figure_is_what_it_can_be(
    path: Path, column: str, cell: str, decimal: str, code: str | None
) -> None:
    rows, problems = read(path, f'member,{column}\nA,"{cell}"\n', decimal=decimal)
    assert codes(problems) == [code] * (code is not None)
    assert len(rows) == (not errors(problems))
    if rows:
        assert rows[0].member.figures == {column: parse_number(cell, decimal)}


def test_the_wrong_decimal_is_told_with_the_right_one(path: Path) -> None:
    _, problems = read(path, "member,gross_loan_portfolio\nA,1.234.567\n")
    assert line(problems[0], "en") == (
        f"{path}:2:gross_loan_portfolio: “1.234.567” cannot be read with the decimal sign “.”. "
        "Use --decimal , if the decimal sign is “,”."
    )


def test_amounts_that_may_all_be_thousands_are_warned_of(path: Path) -> None:
    header = "member,savings,total_assets\n"
    rows, problems = read(path, f"{header}A,12.500,100\nB,3.750,80\n")
    assert [row.member.figures["savings"] for row in rows] == [Fraction(25, 2), Fraction(15, 4)]
    assert codes(problems) == ["table.thousands_suspected"]
    assert problems[0].severity is Severity.WARNING
    assert problems[0].place.row == 2
    for proof in ("C,3.75,1", "C,1234.500,1", '"C","1,234.500",1', "C,0.125,1"):
        assert read(path, f"{header}A,12.500,100\n{proof}\n")[1] == []
        assert read(path, f"{header}{proof}\nA,12.500,100\n")[1] == []


def test_a_part_is_no_more_than_its_whole(path: Path) -> None:
    content = (
        "member,Khách hàng đang vay,women_borrowers,opening_overdue_1_30,"
        "opening_gross_loan_portfolio\nA,10,11,5,4\nB,10,10,4,4\nC,,11,5,\n"
    )
    rows, problems = read(path, content)
    assert [row.member.name for row in rows] == ["B", "C"]
    assert codes(problems) == ["number.part_over_whole"] * 2
    assert problems[0].place.column == "women_borrowers"
    assert line(problems[0], "vi").endswith(
        "2:women_borrowers: 11 lớn hơn 10 của Khách hàng đang vay. "
        "Một phần không thể lớn hơn tổng thể."
    )


def test_parts_together_are_no_more_than_their_whole(path: Path) -> None:
    content = (
        "member,gross_loan_portfolio,overdue_1_30,overdue_over_30\n"
        "A,100,60,50\nB,100,60,40\nC,100,101,50\nD,100,,50\n"
    )
    rows, problems = read(path, content)
    assert [row.member.name for row in rows] == ["B", "D"]
    assert codes(problems) == ["number.parts_over_whole", "number.part_over_whole"]
    assert problems[0].parameters["value"] == 110
    assert problems[0].parameters["part_columns"] == ["overdue_1_30", "overdue_over_30"]


def test_empty_is_not_reported_and_nothing_else_is(path: Path) -> None:
    content = "member,savers,savings\nA,, \nB,\u00a0,0\nC,-,n/a\n"
    rows, problems = read(path, content)
    assert [row.member.figures for row in rows] == [{}, {"savings": 0}]
    assert codes(problems) == ["number.dash", "number.malformed"]


def test_problems_beyond_all_use_are_counted(path: Path) -> None:
    rows = "".join(f"M{number},x,1\n" for number in range(LISTED_MAX + 500))
    reader = reader_of(path, f"member,savers,zzzz\n{rows}")
    assert list(reader) == []
    assert len(reader.problems) == LISTED_MAX + 1
    assert reader.problems[-1].code == "table.more_problems"
    assert reader.problems[-1].severity is Severity.ERROR
    assert reader.problems[-1].parameters == {"count": 501}
    columns = ",".join(f"zz{number}" for number in range(LISTED_MAX + 5))
    _, problems = read(path, f"member,{columns}\nA{',' * (LISTED_MAX + 5)}\n")
    assert problems[-1].severity is Severity.WARNING
    assert problems[-1].parameters == {"count": 5}


def test_problems_go_to_the_list_of_the_caller(path: Path) -> None:
    path.write_text("member,savers\nA,x\n", encoding="utf-8")
    problems: list[object] = ["mine"]
    reader = read_members(path, ELEMENTS, problems=problems)  # type: ignore[arg-type]
    assert problems == ["mine"]
    assert list(reader) == []
    assert len(problems) == 2


def test_a_file_is_read_as_it_is_asked_for(path: Path) -> None:
    rows = "".join(f"Member {number},{number}\n" for number in range(200_000))
    reader = reader_of(path, f"member,savers\n{rows}")
    members = iter(reader)
    assert next(members).member.name == "Member 0"
    path.write_bytes(b"")
    assert len(list(members)) < 199_999


def test_a_file_that_changes_under_the_reader(path: Path) -> None:
    rows = "".join(f"Member {number},{number}\n" for number in range(200_000))
    reader = reader_of(path, f"member,savers\n{rows}")
    members = iter(reader)
    next(members)
    path.write_bytes(b"\xff" * 5_000_000)
    assert len(list(members)) < 199_999
    assert codes(reader.problems)[-1] == "file.encoding_broken"


def test_catalogues_of_other_elements(path: Path) -> None:
    element = ELEMENTS["savers"]
    other = Element("clients", element.name, element.definition, element.unit, element.kind, "x")
    path.write_text("member,clients,opening_clients\nA,5,4\n", encoding="utf-8")
    reader = read_members(path, {"clients": other})
    assert [row.member.figures for row in reader] == [{"clients": 5, "opening_clients": 4}]
