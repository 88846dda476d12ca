"""`tcvm check --deploy` says every unsafe decision, once, in the operator's language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core import checks

from tcvm.config import deployment, problems
from tcvm.config.deployment import Finding, of_bucket, of_decisions, of_django, of_machine
from tcvm.config.environment import read
from tcvm.config.variables import VARIABLES
from tests.architecture.source import PACKAGE

KEY = "qV7zR2mX9pL4tB8nK1wD6yF3hJ5cG0sA-eUoIiTzQxWvNbMkLp_"
SAFE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "tcvm.example.org",
    "TCVM_HTTPS": "1",
    "DATABASE_URL": "postgres://tcvm:x@127.0.0.1/tcvm",
    "MAIL_URL": "smtp://tcvm:x@mail.example.org",
    "MAIL_FROM": "tcvm@example.org",
}


def found(home: Path, **other: str) -> dict[str, bool]:
    """The codes found in a safe environment with these changes, and whether each only warns."""
    given = {**SAFE, "TCVM_HOME": str(home), **other}
    return {one.code: one.is_warning for one in of_decisions(read(given))}


def test_a_safe_environment_has_no_finding(tmp_path: Path) -> None:
    assert found(tmp_path) == {}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"TCVM_DEBUG": "1"}, "debug"),
        ({"TCVM_DEMO": "1"}, "demo"),
        ({"SECRET_KEY": KEY[:49]}, "key_short"),
        ({"SECRET_KEY": "ab" * 30}, "key_short"),
        ({"SECRET_KEY": "for-tests-only-" * 4}, "key_published"),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "key_published"),
        ({"SECRET_KEY": "".join(map(chr, range(48, 112)))}, "key_published"),
        ({"SECRET_KEY_FALLBACKS": f"{KEY},short"}, "fallback_unsafe"),
        ({"ALLOWED_HOSTS": ""}, "hosts_missing"),
        ({"ALLOWED_HOSTS": "*"}, "hosts_any"),
        ({"ALLOWED_HOSTS": "tcvm.example.org,.example.org"}, "hosts_any"),
        ({"ALLOWED_HOSTS": "localhost"}, "hosts_local"),
        ({"TCVM_HTTPS": "0"}, "no_https"),
        ({"MAIL_FROM": ""}, "mail_from"),
        ({"MAIL_FROM": "tcvm@server"}, "mail_from"),
    ],
)
def test_what_is_unsafe_is_found(tmp_path: Path, other: dict[str, str], code: str) -> None:
    assert found(tmp_path, **other) == {code: False}


@pytest.mark.parametrize(
    ("other", "code"), [({"DATABASE_URL": ""}, "sqlite"), ({"MAIL_URL": ""}, "mail_files")]
)
def test_what_deserves_a_thought_only_warns(
    tmp_path: Path, other: dict[str, str], code: str
) -> None:
    assert found(tmp_path, **other) == {code: True}


def test_a_console_that_shows_links_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, MAIL_URL="", TCVM_DEBUG="1") == {"debug": False, "mail_console": False}


def test_a_data_directory_open_to_others_is_found(tmp_path: Path) -> None:
    given = read({**SAFE, "TCVM_HOME": str(tmp_path)})
    tmp_path.chmod(0o750)
    (open_to_others,) = of_machine(given)
    said = open_to_others.said_in("en")
    assert said.startswith("TCVM_HOME: other users of the machine can enter")
    assert said.endswith("(mode 750). Close it: chmod 700.")
    tmp_path.chmod(0o700)
    assert list(of_machine(given)) == []
    missing = read({**SAFE, "TCVM_HOME": str(tmp_path / "none")})
    assert [one.code for one in of_machine(missing)] == ["home_missing"]


class Bucket:
    """A bucket that answers what it is told to: a storage, its client and that client's meta."""

    bucket_name = "papers"

    def __init__(self, uri: str = "", policy: Mapping[str, Any] | None = None, code: str = ""):
        self.connection = self.meta = self.client = self
        self._uri, self._policy, self._code = uri, policy, code

    def get_bucket_acl(self, **_: object) -> dict[str, Any]:
        if self._code:
            self._refuse(self._code)
        return {"Grants": [{"Grantee": {"ID": "owner"}}, {"Grantee": {"URI": self._uri}}]}

    def get_bucket_policy(self, **_: object) -> dict[str, Any]:
        if self._policy is None:
            self._refuse("NoSuchBucketPolicy")
        return {"Policy": json.dumps(self._policy)}

    def _refuse(self, code: str) -> None:
        from botocore.exceptions import ClientError

        raise ClientError({"Error": {"Code": code, "Message": code}}, "asked")


def statement(**other: object) -> dict[str, Any]:
    usual = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
    return {"Statement": [{**usual, **other}]}


@pytest.mark.parametrize(
    ("bucket", "codes"),
    [
        (Bucket(), []),
        (Bucket("http://acs.amazonaws.com/groups/global/AllUsers"), ["bucket_public"]),
        (Bucket(policy=statement()), ["bucket_public"]),
        (Bucket(policy={"Statement": statement()["Statement"][0]}), ["bucket_public"]),
        (Bucket(policy=statement(Principal={"AWS": ["*"]})), ["bucket_public"]),
        (Bucket(policy=statement(Principal={"AWS": "arn:aws:iam::1:root"})), []),
        (Bucket(policy=statement(Effect="Deny")), []),
        (Bucket(policy=statement(Condition={"StringEquals": {"a": "b"}})), []),
        (Bucket(code="AccessDenied"), ["bucket_unknown"]),
    ],
)
def test_a_bucket_that_anybody_can_read_is_found(bucket: Bucket, codes: list[str]) -> None:
    assert [one.code for one in of_bucket(bucket)] == codes


@pytest.fixture
def _complaint() -> Iterator[None]:
    """A check of Django's that complains, as a library may bring one."""

    def complain(**_: object) -> list[checks.CheckMessage]:
        return [
            checks.Warning("Mind this.", hint="Or that.", id="tests.W001"),
            checks.Warning("This as well.", id="security.W004"),
            checks.Info("Nothing much.", id="tests.I001"),
        ]

    checks.register(complain)
    yield
    checks.registry.registry.registered_checks.remove(complain)


@pytest.mark.usefixtures("_complaint")
def test_djangos_own_checks_are_said_once() -> None:
    both = [one.said_in("vi") for one in of_django(deploy=False)]
    assert both == ["Django tests.W001: Mind this. Or that.", "Django security.W004: This as well."]
    left = [one.parameters["id"] for one in of_django(deploy=False, found=["no_https"])]
    assert left == ["tests.W001"]


def check(home: Path, *options: str, **other: str) -> tuple[int, str]:
    """What the command says and ends with, in a process of its own."""
    usual = {"PATH": os.environ["PATH"], "TCVM_HOME": str(home)}
    run = subprocess.run(
        [sys.executable, "-m", "tcvm", "check", *options],
        env={**usual, **other},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    return run.returncode, run.stdout


def test_the_command_says_all_of_it_and_ends_with_1(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    safe = {**SAFE, "DATABASE_URL": ""}
    status, said = check(tmp_path, "--deploy", "--locale", "en", **safe)
    assert status == 1
    lines = said.splitlines()
    assert [line[0] for line in lines] == ["!", "✗"]
    assert "SQLite" in lines[0]
    assert lines[1].endswith("migrations of the database are pending. Run: django-admin migrate.")
    assert "security.W" not in check(tmp_path, "--deploy", **{**safe, "TCVM_HTTPS": "0"})[1]


def test_what_stops_the_start_is_said_in_the_operators_language(tmp_path: Path) -> None:
    assert check(tmp_path, "--deploy") == (
        1,
        "✗ SECRET_KEY: chưa đặt. Hãy đặt 50 ký tự ngẫu nhiên, giống nhau ở mọi lần khởi động.\n",
    )


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    url = "postgres://nobody:secret@127.0.0.1:1/none"
    status, said = check(tmp_path, "--locale", "en", **{**SAFE, "DATABASE_URL": url})
    assert status == 1
    assert said.startswith("✗ DATABASE_URL: the database does not answer (")
    assert "secret" not in said


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    for said in [*deployment.SENTENCES.values(), *problems.SENTENCES.values()]:
        assert said.vi
        assert said.en
    with pytest.raises(KeyError):
        Finding("unknown").said_in("vi")


def test_every_variable_that_is_read_is_documented() -> None:
    """No module but the environment's own reads a variable, and none is listed in vain."""
    text = (PACKAGE / "config" / "environment.py").read_text(encoding="utf-8")
    assert [one.name for one in VARIABLES if f'"{one.name}"' not in text] == []
    reading = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "os.environ.get" in path.read_text(encoding="utf-8")
        or "os.getenv" in path.read_text(encoding="utf-8")
    ]
    assert reading == []
