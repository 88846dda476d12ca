"""What the operator decides through the environment, read once and typed.

Every variable is optional. A value that cannot be read stops the start with one sentence that
names the variable, never with a default in its place.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from tcvm.config.problems import EnvironmentProblem
from tcvm.config.variables import NAMES
from tcvm.foundation.files.storage import settings_for

__all__ = ["Environment", "EnvironmentProblem", "read"]

#: What Django needs of a key (its own check asks for 50 characters).
SECRET_BYTES = 48
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LOCAL_SENDER = "tcvm@localhost"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's decisions, each under the variable it comes from (`variables.VARIABLES`).

    `database`, `files`, `passing` and `mail` are Django's settings for what the addresses say.
    """

    home: Path
    debug: bool
    demo: bool
    secret_key: str
    secret_key_fallbacks: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    https: bool
    database: Mapping[str, object]
    files: Mapping[str, Any]
    passing: Mapping[str, Any]
    mail: Mapping[str, object]
    mail_from: str
    request_max_bytes: int


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """The decisions in `variables` (default: the process environment). Raises EnvironmentProblem.

    What the variables are and what holds without them stands in `variables.VARIABLES`; only those
    are looked at.
    """
    found = os.environ if variables is None else variables
    given = {name: text for name, text in found.items() if name in NAMES}
    home = Path(given.get("TCVM_HOME") or default_home(found)).expanduser().absolute()
    debug, demo = _flag(given, "TCVM_DEBUG"), _flag(given, "TCVM_DEMO")
    local = debug or demo
    return Environment(
        home=home,
        debug=debug,
        demo=demo,
        secret_key=_secret_key(given, home, local=local),
        secret_key_fallbacks=_listed(given, "SECRET_KEY_FALLBACKS"),
        allowed_hosts=_listed(given, "ALLOWED_HOSTS") or (LOCAL_HOSTS if local else ()),
        https=_flag(given, "TCVM_HTTPS"),
        database=database(given.get("DATABASE_URL") or f"sqlite:///{home / 'tcvm.sqlite3'}"),
        files=files(given.get("TCVM_FILES_URL", ""), home),
        passing=files(given.get("TCVM_FILES_URL", ""), home, within="passing"),
        mail=mail(given.get("MAIL_URL", ""), home, debug=debug),
        mail_from=given.get("MAIL_FROM") or LOCAL_SENDER,
        request_max_bytes=_whole(given, "TCVM_REQUEST_MAX_MIB", usual=64, most=1024) * MEBIBYTE,
    )


def default_home(variables: Mapping[str, str]) -> Path:
    """Where data goes when TCVM_HOME is not set.

    `var/` of a source checkout, so that trying the project out leaves nothing elsewhere; otherwise
    the user's data directory (`$XDG_DATA_HOME/tcvm`, by default `~/.local/share/tcvm`).
    """
    source = Path(__file__).resolve().parents[2]
    if source.name == "src" and (source.parent / "pyproject.toml").is_file():
        return source.parent / "var"
    return Path(variables.get("XDG_DATA_HOME") or "~/.local/share") / "tcvm"


def make_home(home: Path) -> None:
    """Create the data directory, closed to other users of the machine; keep one that is there.

    Raises EnvironmentProblem where it cannot be created or written to.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem("home_not_made", home=home, error=error.strerror) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise EnvironmentProblem("home_not_writable", home=home)


def _flag(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name, "").strip().lower()
    if text in ("", "0", "false", "no", "off"):
        return False
    if text in ("1", "true", "yes", "on"):
        return True
    raise EnvironmentProblem("flag", variable=name, text=text)


def _listed(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in given.get(name, "").split(",") if one.strip())


def _whole(given: Mapping[str, str], name: str, *, usual: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    text = given.get(name, "").strip()
    if not text:
        return usual
    if text.isascii() and text.isdigit() and 1 <= int(text) <= most:
        return int(text)
    raise EnvironmentProblem("number", variable=name, text=text, least=1, most=most)


def _secret_key(given: Mapping[str, str], home: Path, *, local: bool) -> str:
    """The key given, else one made once and kept in the data directory, on a local start only."""
    if key := given.get("SECRET_KEY", ""):
        return key
    if not local:
        raise EnvironmentProblem("key_missing")
    make_home(home)
    kept = home / "secret_key"
    try:
        # O_EXCL: of two processes starting together, one writes and both read the same key.
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
    key = kept.read_text(encoding="ascii").strip()
    if not key:
        raise EnvironmentProblem("key_file_empty", file=kept)
    return key


def database(url: str) -> dict[str, object]:
    """Django's settings for a database address. Raises EnvironmentProblem."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    # The address may hold a password: only its scheme is repeated.
    raise EnvironmentProblem("database", scheme=parts.scheme)


def files(url: str, home: Path, within: str = "") -> dict[str, Any]:
    """Django's settings for the store of files, or of others `within` it. Raises
    EnvironmentProblem."""
    try:
        return settings_for(url, home=home, within=within)
    except ImproperlyConfigured as error:
        raise EnvironmentProblem("files") from error


def mail(url: str, home: Path, *, debug: bool) -> dict[str, object]:
    """Django's settings for sending mail. Raises EnvironmentProblem.

    Without an address messages are shown on the console where one is developing, and else kept as
    files in the data directory's `mail`.
    """
    if not url:
        if debug:
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(home / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        # The address may hold a password: only its scheme is repeated.
        raise EnvironmentProblem("mail", scheme=parts.scheme)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def _sqlite(path: str) -> dict[str, object]:
    """SQLite as it must be set for several server threads to read and write without waiting."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            # A write takes its lock at once, so two of them queue instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA cache_size=-16384;PRAGMA mmap_size=134217728;"
            ),
        },
    }
