"""Words: every code has its sentence in both languages, and sentences and code agree."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest

import tcvm
from tcvm.documents.words import entries, label, words
from tcvm.domain.text import Text

SOURCE = Path(tcvm.__file__).parent
FILES = sorted(
    entry.name.removesuffix(".toml")
    for entry in files("tcvm.documents.words").iterdir()
    if entry.name.endswith(".toml")
)
AREAS = {code.partition(".")[0] for code in words("problems")} - {"severity"}
CODE = re.compile(rf"(?:{'|'.join(sorted(AREAS))})\.[a-z0-9_]+")


#: What rooms and the foundation find, they say in their own words, through gettext.
SAID_BY_ROOMS = (
    SOURCE / "apps",
    SOURCE / "foundation",
    SOURCE / "domain" / "joining",
    SOURCE / "domain" / "membership",
)


def constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def codes_in_source() -> set[str]:
    """What looks like a problem code, and whatever a Problem is made with."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if any(path.is_relative_to(room) for room in SAID_BY_ROOMS):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {text for text in constants(tree) if CODE.fullmatch(text)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                found |= {
                    argument.value
                    for argument in node.args[:1]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                }
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    said = {code for code in words("problems") if not code.startswith("severity.")}
    assert said == codes_in_source()


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same(file: str) -> None:
    assert words(file)
    for code, text in words(file).items():
        assert text.vi.strip() == text.vi, code
        assert text.en.strip() == text.en, code
        assert text.vi, code
        assert text.en, code
        assert placeholders(text.vi) == placeholders(text.en), code
        assert "" not in placeholders(text.vi), code
        # The name of the currency is the one word of Vietnamese in English sentences.
        others = [sign for sign in text.en.replace("đồng", "") if sign.isalpha()]
        assert "".join(others).isascii(), f"{code}: {text.en}"


def test_sentences_of_problems_are_sentences() -> None:
    for code, text in words("problems").items():
        if not code.startswith("severity."):
            for said in (text.vi, text.en):
                assert said.endswith("."), code
                assert said[0].isupper() or said[0] in "{“", code


def test_a_label_in_either_language() -> None:
    assert label("problems", "severity.warning", "vi") == "cảnh báo"
    assert label("problems", "severity.warning", "en") == "warning"
    assert label("problems", "severity.warning", "en-GB") == "warning"
    assert label("problems", "file.kind_unread", "en", kind="ODF").startswith("This is a file of")


def test_parameters_are_written_the_way_of_the_language() -> None:
    code, file = "table.row_long", "problems"
    assert "1.234 ô" in label(file, code, "vi", cells=1234, columns=5)
    assert "1,234 cells" in label(file, code, "en", cells=1234, columns=5)
    year = label(file, "rating.rate_missing", "vi", year=2016)
    assert "năm 2016." in year
    name = Text("Tên", "Name")
    assert label(file, "file.kind_unread", "en", kind=name).startswith(
        "This is a file of the kind Name"
    )
    assert "A, B" in label(file, "workbook.sheet_ambiguous", "vi", sheets=["A", "B"])
    assert "True" in label(file, "file.kind_unread", "vi", kind=True)


def test_what_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        label("problems", "file.no_such", "vi")
    with pytest.raises(KeyError):
        label("problems", "file.kind_unread", "vi", other=1)
    with pytest.raises(FileNotFoundError):
        words("no_such_file")


def test_an_entry_keeps_what_else_stands_in_it() -> None:
    assert "institution" in entries("columns")["member"]["also"]
