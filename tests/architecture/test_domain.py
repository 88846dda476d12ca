"""The domain is values in, values out: the standard library, and of that only what stays put."""

import sys

from tests.architecture.source import PACKAGE, imports, modules

# The clock, chance, files, the machine, the network, the reader's language: all of these come in as
# arguments or stay outside.
OUTSIDE = {
    *("asyncio", "gettext", "glob", "io", "locale", "logging", "multiprocessing", "os", "pathlib"),
    *("random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile"),
    *("threading", "time", "tomllib", "urllib", "uuid", "warnings"),
}


def test_domain_stands_on_the_standard_library_and_itself() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in modules(PACKAGE / "domain")
        for name in imports(path)
        if not name.startswith("tcvm.domain.")
        and (name.split(".")[0] not in sys.stdlib_module_names or name.split(".")[0] in OUTSIDE)
    ]
    assert wrong == []
