"""Nothing in the repository belongs to one machine; nothing taken over was changed."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import PACKAGE, ROOT, files

VENDORED = [PACKAGE / "foundation/ui/static/ui/vendor", PACKAGE / "documents/fonts"]


def test_vendored_files_are_as_they_were_taken_over() -> None:
    lines = (ROOT / "frontend/vendored.sha256").read_text(encoding="ascii").splitlines()
    expected = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in VENDORED
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == expected


def test_every_vendored_work_has_its_licence_and_its_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for work in [*VENDORED[0].iterdir(), VENDORED[1]]:
        assert (work / "LICENSE.txt").is_file()
        assert f"{work.relative_to(ROOT)}/" in notice


def registry(*parts: str) -> str:
    """A host name put together here, so that this file does not hold it."""
    return re.escape(".".join(parts))


# Folders of whoever works on this: where the repository lies, what lies beside it, their home.
FOLDERS = [str(ROOT), str(ROOT.parent / "shared"), str(Path.home())]
FORBIDDEN = re.compile(
    "|".join(
        [
            registry("pypi", "org"),
            registry("pythonhosted", "org"),
            registry("npmjs", "org"),
            registry("npmjs", "com"),
            registry("yarnpkg", "com"),
            registry("deb", "debian", "org"),
            *(rf"(?<![\w.~-]){re.escape(folder)}(?![\w-])" for folder in FOLDERS),
        ]
    )
)


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files()
        if (match := FORBIDDEN.search(path.read_bytes().decode("utf-8", "replace")))
    ]
    assert found == []


@pytest.mark.parametrize("text", ["pypi" + ".org/simple", f"cd {ROOT}", f"{ROOT}/run"])
def test_a_name_that_should_not_be_there_is_seen(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize(
    ("lock", "extras", "groups"),
    [
        ("platform", ["platform"], ["build"]),
        ("dev", ["platform"], ["build", "dev"]),
        ("spark", ["platform", "spark"], ["build"]),
    ],
)
def test_locks_hold_what_the_project_asks_for(
    lock: str, extras: list[str], groups: list[str]
) -> None:
    text = (ROOT / f"requirements/{lock}.lock").read_text(encoding="ascii")
    assert "://" not in text
    assert "--index" not in text
    locked: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==(\S+)", text, flags=re.MULTILINE):
        locked.setdefault(name, set()).add(version)

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for extra in extras:
        wanted += project["project"]["optional-dependencies"][extra]
    for group in groups:
        wanted += [each for each in project["dependency-groups"][group] if isinstance(each, str)]
    for requirement in map(Requirement, wanted):
        versions = locked.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement} is not in {lock}.lock: run scripts/lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_all_locks_agree() -> None:
    """./run and ./test install into the same place: neither may undo the other."""
    pins: dict[str, set[str]] = {}
    for lock in ("platform", "dev", "spark"):
        text = (ROOT / f"requirements/{lock}.lock").read_text(encoding="ascii")
        for pin in re.findall(r"^([a-z0-9.-]+==[^\\\n]+)", text, flags=re.MULTILINE):
            name = pin.split("==")[0]
            marker = pin.split(";")[-1].strip() if ";" in pin else ""
            pins.setdefault(f"{name} ; {marker}", set()).add(pin.split(";")[0].strip())
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}
