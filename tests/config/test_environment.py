"""What the operator writes into the environment is read as meant, or refused by its name."""

import stat
from pathlib import Path

import pytest

from tcvm.config.environment import (
    EnvironmentProblem,
    database,
    default_home,
    make_home,
    read,
)


def given(home: Path, **more: str) -> dict[str, str]:
    return {"TCVM_HOME": str(home), **more}


def test_without_anything_debug_is_off_and_a_key_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="SECRET_KEY"):
        read(given(tmp_path))
    assert list(tmp_path.iterdir()) == []
    decided = read(given(tmp_path, SECRET_KEY="k"))
    assert not decided.debug
    assert not decided.https
    assert decided.allowed_hosts == ()
    assert decided.secret_key == "k"


def test_the_demo_makes_a_key_once_that_only_its_owner_reads(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    first = read(given(home, TCVM_DEMO="1"))
    again = read(given(home, TCVM_DEMO="1"))
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 50
    assert stat.S_IMODE((home / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert "127.0.0.1" in first.allowed_hosts


def test_an_empty_key_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(EnvironmentProblem, match="empty"):
        read(given(tmp_path, TCVM_DEMO="1"))


@pytest.mark.parametrize(
    ("text", "expected"), [("1", True), ("True", True), ("on", True), ("0", False), ("", False)]
)
def test_a_switch_is_on_or_off(tmp_path: Path, text: str, *, expected: bool) -> None:
    assert read(given(tmp_path, SECRET_KEY="k", TCVM_DEBUG=text)).debug is expected


def test_a_switch_that_is_neither_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="TCVM_DEBUG: 'maybe'"):
        read(given(tmp_path, SECRET_KEY="k", TCVM_DEBUG="maybe"))


def test_hosts_are_listed_with_commas(tmp_path: Path) -> None:
    decided = read(given(tmp_path, SECRET_KEY="k", ALLOWED_HOSTS=" a.example , b.example,"))
    assert decided.allowed_hosts == ("a.example", "b.example")


def test_the_database_is_sqlite_in_the_data_directory(tmp_path: Path) -> None:
    settings = read(given(tmp_path, SECRET_KEY="k")).database
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == str(tmp_path / "tcvm.sqlite3")
    options = settings["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_postgres_address_is_taken_apart() -> None:
    found = database("postgres://ha%40:s%2Fecret@db.example:6543/net%20work?sslmode=require")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("ha@", "s/ecret")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "6543", "net work")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_an_unknown_database_is_refused_without_repeating_its_password() -> None:
    with pytest.raises(EnvironmentProblem, match="'mysql' is not known") as caught:
        database("mysql://clerk:secret@host/name")
    assert "secret" not in str(caught.value)


def test_a_checkout_keeps_its_data_to_itself() -> None:
    home = default_home({})
    assert home.name == "var"
    assert (home.parent / "pyproject.toml").is_file()


def test_a_data_directory_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblem, match=r"TCVM_HOME: .* cannot be created"):
        make_home(tmp_path / "file" / "home")


def test_former_keys_are_listed_with_commas(tmp_path: Path) -> None:
    decided = read(given(tmp_path, SECRET_KEY="k", SECRET_KEY_FALLBACKS="old, older"))
    assert decided.secret_key_fallbacks == ("old", "older")


def test_a_request_has_a_largest_size(tmp_path: Path) -> None:
    assert read(given(tmp_path, SECRET_KEY="k")).request_max_bytes == 64 * 1024 * 1024
    decided = read(given(tmp_path, SECRET_KEY="k", TCVM_REQUEST_MAX_MIB="8"))
    assert decided.request_max_bytes == 8 * 1024 * 1024
    for text in ("0", "1025", "8.5", "many"):
        with pytest.raises(EnvironmentProblem, match="from 1 to 1024"):
            read(given(tmp_path, SECRET_KEY="k", TCVM_REQUEST_MAX_MIB=text))


def test_a_bucket_that_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    decided = read(given(tmp_path, SECRET_KEY="k", TCVM_FILES_URL="s3://papers/signed"))
    assert decided.files["OPTIONS"]["bucket_name"] == "papers"
    with pytest.raises(EnvironmentProblem, match="TCVM_FILES_URL") as caught:
        read(given(tmp_path, SECRET_KEY="k", TCVM_FILES_URL="https://papers"))
    assert "BUCKET/THƯ-MỤC" in caught.value.said_in("vi")
