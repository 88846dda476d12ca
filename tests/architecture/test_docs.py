"""The documentation says what is so: generated pages, outputs, examples, links, pictures."""

import doctest
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import members
from click.testing import CliRunner
from docs.generator import markdown, results, sessions

from tcvm.cli import main
from tests.architecture.source import ROOT, files

DOCS = ROOT / "docs"
PAGES = [path for path in files() if path.suffix == ".md" and "tests" not in path.parts]
WRITTEN = sessions.hand_written()
PICTURE_BYTES = 200_000
DECISION_PARTS = ["Context", "Decision", "Cost", "What would reopen it"]

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name(path: Path) -> str:
    """A page as it is named in the list of tests."""
    return str(path.relative_to(ROOT))


def holding(kind: str) -> list[Path]:
    """The hand-written pages with a block of that kind."""
    return [page for page in WRITTEN if f"```{kind}\n" in page.read_text(encoding="utf-8")]


def test_reference_is_as_generated() -> None:
    told = subprocess.run(
        [sys.executable, DOCS / "generate.py", "--check", "--reference"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, ""), "run docs/generate.py"


@pytest.mark.parametrize("path", holding("console"), ids=name)
def test_commands_print_what_the_page_shows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert sessions.refreshed(text) == text, "run docs/generate.py"


@pytest.mark.parametrize("path", holding("python"), ids=name)
def test_python_examples_give_what_the_page_shows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = path.read_text(encoding="utf-8")
    blocks = "\n".join(match[2] for match in _FENCE.finditer(text) if match[1] == "python")
    examples = doctest.DocTestParser().get_doctest(blocks, {}, name(path), str(path), 0)
    assert examples.examples
    told: list[str] = []
    found = doctest.DocTestRunner().run(examples, out=told.append)
    assert found.failed == 0, "".join(told)


def links() -> Iterator[tuple[Path, str]]:
    """Every link from a page to a file of the repository."""
    for page in PAGES:
        text = _FENCE.sub("", page.read_text(encoding="utf-8"))
        for target in _LINK.findall(text):
            if "://" not in target:
                yield page, target


def test_links_lead_somewhere() -> None:
    broken = []
    for page, target in links():
        path, _, fragment = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists():
            broken.append(f"{name(page)}: {target}")
        elif fragment and found.suffix == ".md":
            headings = _HEADING.findall(_FENCE.sub("", found.read_text(encoding="utf-8")))
            if fragment not in {markdown.anchor(heading) for heading in headings}:
                broken.append(f"{name(page)}: {target}")
    assert broken == []


def test_every_page_is_led_to() -> None:
    reached = {(page.parent / target.split("#")[0]).resolve() for page, target in links()}
    alone = [name(page) for page in PAGES if page.is_relative_to(DOCS) and page not in reached]
    assert alone == []


def test_pictures_are_small_and_shown() -> None:
    shown = {(page.parent / target).resolve() for page, target in links()}
    pictures = [path for path in files() if path.is_relative_to(DOCS / "pictures")]
    assert [name(path) for path in pictures if path.stat().st_size > PICTURE_BYTES] == []
    assert [name(path) for path in pictures if path not in shown] == []


def test_decisions_are_numbered_and_say_what_they_cost() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"^\*\*(.+?)\.\*\* ", text, re.MULTILINE) == DECISION_PARTS, name(page)
        title = re.match(r"# (\d+)\. (.+)", text)
        assert title is not None
        assert int(title[1]) == int(page.name[:4])
        assert f"({page.name}) | {title[2]} |" in (page.parent / "README.md").read_text("utf-8")


def test_every_setting_of_the_environment_is_documented() -> None:
    source = (ROOT / "src/tcvm/config/environment.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"""given(?:\.get\(|, )"([A-Z_]+)\"""", source))
    page = (DOCS / "reference/environment.md").read_text(encoding="utf-8")
    assert settings
    assert sorted(one for one in settings if f"| `{one}` " not in page) == []


def test_every_test_that_a_requirement_rests_on_is_there() -> None:
    page = (DOCS / "security/asvs.md").read_text(encoding="utf-8")
    cited = set(re.findall(r"`(?:tests/[\w/]*)?(test_\w+)(?:\.py)?`", page))
    paths = list((ROOT / "tests").rglob("test_*.py"))
    there = {path.stem for path in paths} | {
        found
        for path in paths
        for found in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert cited
    assert sorted(cited - there) == []


def written(*arguments: str) -> str:
    """What the command writes to standard output."""
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0, told.output
    return told.stdout


EXAMPLE = str(ROOT / "src/tcvm/demo/example.csv")
RATED = ("--rate", "22720", "--year", "2016", "--format", "json")
MIX = ("--scheme", "vmfwg-2014-par30", "--currency", "USD", "--format", "json")


@pytest.mark.parametrize(
    "arguments",
    [
        (EXAMPLE, *RATED, "--draws", "200"),
        (EXAMPLE, *RATED, "--no-robustness"),
        (EXAMPLE.replace("example", "mix-vietnam-2014"), *MIX, "--draws", "200"),
    ],
    ids=["example", "no-robustness", "published"],
)
def test_results_are_as_the_reference_describes(arguments: tuple[str, ...]) -> None:
    results.Results.model_validate_json(written("rate", *arguments))


def test_results_of_a_large_file_are_as_the_reference_describes(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    members.write_csv(path, 2_100)
    found = results.Results.model_validate_json(written("rate", str(path), *RATED))
    assert len(found.members) == 2_100


def test_a_field_the_reference_does_not_describe_is_seen() -> None:
    document = json.loads(written("rate", EXAMPLE, *RATED, "--no-robustness"))
    document["members"][0]["score"] = 46
    with pytest.raises(ValueError, match="score"):
        results.Results.model_validate_json(json.dumps(document))


def test_indicators_are_as_the_reference_describes() -> None:
    told = written("indicators", EXAMPLE, "--format", "json")
    assert results.Indicators.model_validate_json(told).members
