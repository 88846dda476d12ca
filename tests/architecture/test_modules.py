"""Small files with names of the trade, each of which says why it is there."""

import ast

from tests.architecture.source import PACKAGE, ROOT, files, modules

LINES = 500
NAMELESS = {"common", "helper", "helpers", "misc", "util", "utils"}


def test_no_name_that_could_mean_anything() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in files()
        if NAMELESS & {part.split(".")[0].lower() for part in path.relative_to(ROOT).parts}
    ]
    assert found == []


def test_every_module_has_a_docstring() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in modules()
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES
    ]
    assert long == []


def test_every_folder_of_modules_is_a_package() -> None:
    bare = {
        str(path.parent.relative_to(ROOT))
        for path in files()
        if path.suffix == ".py"
        and path.is_relative_to(PACKAGE)
        and not (path.parent / "__init__.py").is_file()
    }
    assert bare == set()
