"""Files of the catalogue that are refused, each fault named by its file and field."""

from pathlib import Path

import pytest

from tcvm.documents.catalogue import CatalogueError, load
from tcvm.documents.words import line

ELEMENT = """
code = "{code}"
name = {{ vi = "Số {code}", en = "Figure {code}" }}
definition = {{ vi = "Một số.", en = "A figure." }}
unit = "persons"
kind = "stock"
source = "made up"
part_of = [{wholes}]
"""

EXPECTED = "A part cannot be its own whole."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of the catalogue's elements."""
    monkeypatch.setattr(load, "_documents", lambda _: iter(sorted(tmp_path.glob("*.toml"))))
    return tmp_path


def write(folder: Path, **wholes: str) -> None:
    for code, names in wholes.items():
        listed = ", ".join(f'"{name}"' for name in names.split())
        (folder / f"{code}.toml").write_text(
            ELEMENT.format(code=code, wholes=listed), encoding="utf-8"
        )


def refused() -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load.elements.__wrapped__()
    return [line(problem, "en") for problem in caught.value.problems]


def test_wholes_may_be_shared_and_stand_over_each_other(folder: Path) -> None:
    write(folder, all="", adults="all", women="all", mothers="women adults")
    found = load.elements.__wrapped__()
    assert found["mothers"].part_of == ("women", "adults")


def test_no_element_is_a_part_of_itself(folder: Path) -> None:
    write(folder, own="own", left="right", right="left", outside="left")
    chains = {"left": "left → right → left", "own": "own → own", "right": "right → left → right"}
    assert refused() == [
        f"{code}.toml::part_of: The figure is a part of itself: {chain}. {EXPECTED}"
        for code, chain in chains.items()
    ]


def test_every_whole_that_is_not_there_is_named(folder: Path) -> None:
    write(folder, one="nothing", two="one nobody")
    assert refused() == [
        "one.toml::part_of: The catalogue has no element nothing.",
        "two.toml::part_of: The catalogue has no element nobody.",
    ]
