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
from urllib.parse import parse_qsl, unquote, urlsplit

#: What Django needs of a key (its own check asks for 50 characters).
SECRET_BYTES = 48
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class EnvironmentProblem(ValueError):
    """An environment variable that cannot be used; the message names it and says what to write."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The operator's decisions.

    `home` holds everything the platform writes; `demo` says that the networks and people in it are
    invented, so that every page says so and anyone may sign in as any of them; `https` says that
    readers reach it over HTTPS, so that browsers may be told to insist on it.
    """

    home: Path
    debug: bool
    demo: bool
    secret_key: str
    allowed_hosts: tuple[str, ...]
    database: Mapping[str, object]
    https: bool
    mail: Mapping[str, object]
    mail_from: str


def read(variables: Mapping[str, str] | None = None) -> Environment:
    """The decisions in `variables` (default: the process environment).

    TCVM_HOME, TCVM_DEBUG, TCVM_DEMO, SECRET_KEY, ALLOWED_HOSTS (comma-separated), DATABASE_URL
    (`sqlite:///path` or `postgres://…`), TCVM_HTTPS, MAIL_URL (`smtp://user:password@host:587`,
    encrypted by STARTTLS, or `smtps://…`) and MAIL_FROM. Raises EnvironmentProblem.
    """
    given = os.environ if variables is None else variables
    home = Path(given.get("TCVM_HOME") or default_home(given)).expanduser().absolute()
    debug = _flag(given, "TCVM_DEBUG")
    demo = _flag(given, "TCVM_DEMO")
    local = debug or demo
    hosts = tuple(h.strip() for h in given.get("ALLOWED_HOSTS", "").split(",") if h.strip())
    return Environment(
        home=home,
        debug=debug,
        demo=demo,
        secret_key=_secret_key(given, home, local=local),
        allowed_hosts=hosts or (LOCAL_HOSTS if local else ()),
        database=database(given.get("DATABASE_URL") or f"sqlite:///{home / 'tcvm.sqlite3'}"),
        https=_flag(given, "TCVM_HTTPS"),
        mail=mail(given.get("MAIL_URL", ""), home, debug=debug),
        mail_from=given.get("MAIL_FROM") or "tcvm@localhost",
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
        raise EnvironmentProblem(
            f"TCVM_HOME: {home} cannot be created ({error.strerror}); name a directory of yours."
        ) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise EnvironmentProblem(f"TCVM_HOME: {home} cannot be written to.")


def _flag(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name, "").strip().lower()
    if text in ("", "0", "false", "no", "off"):
        return False
    if text in ("1", "true", "yes", "on"):
        return True
    raise EnvironmentProblem(f"{name}: {text!r} is neither 1 nor 0.")


def _secret_key(given: Mapping[str, str], home: Path, *, local: bool) -> str:
    """The key given, else one made once and kept in the data directory, on a local start only."""
    if key := given.get("SECRET_KEY", ""):
        return key
    if not local:
        raise EnvironmentProblem(
            "SECRET_KEY: not set. Give 50 random characters, the same at every start."
        )
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
        raise EnvironmentProblem(f"SECRET_KEY: {kept} is empty; remove it and start again.")
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
    raise EnvironmentProblem(
        f"DATABASE_URL: {parts.scheme!r} is not known; write sqlite:///path or postgres://…"
    )


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
        raise EnvironmentProblem(
            f"MAIL_URL: {parts.scheme!r} is not known; write smtp://user:password@host:587"
        )
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
