"""What every answer says to browsers, and what a request must bring to change anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tcvm.foundation.accounts import rules
from tests.actors import PASSWORD, Actors, actors, client_of  # noqa: F401 - the fixture
from tests.permissions.addresses import address, names, samples

BEHIND_HTTPS = """
import json
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
over_http = Client().get("/vi/account/sign-in/", headers={"host": "tcvm.example.org"})
answer = Client().get(
    "/vi/account/sign-in/",
    headers={"host": "tcvm.example.org", "x-forwarded-proto": "https"},
)
print(json.dumps({
    "redirected": [over_http.status_code, over_http["Location"]],
    "headers": dict(answer.headers),
    "cookies": {name: one.OutputString() for name, one in answer.cookies.items()},
    "session": settings.SESSION_COOKIE_NAME,
    "wrong_host": Client().get("/vi/", headers={"host": "evil.example"}).status_code,
}))
"""


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["/vi/account/sign-in/", "/vi/nothing-here/", "/vi/permissions/"])
def test_every_answer_closes_what_browsers_leave_open(where: str) -> None:
    said = Client().get(where).headers
    policy = said["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "base-uri 'none'" in policy
    assert "object-src 'none'" in policy
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["X-Frame-Options"] == "DENY"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"


def test_behind_https_cookies_are_for_this_host_alone(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", BEHIND_HTTPS],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tcvm.config.settings",
            "SECRET_KEY": "".join(map(chr, range(48, 112))),
            "ALLOWED_HOSTS": "tcvm.example.org",
            "TCVM_HTTPS": "1",
            "TCVM_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    said = json.loads(run.stdout)
    assert said["redirected"] == [301, "https://tcvm.example.org/vi/account/sign-in/"]
    assert said["headers"]["Strict-Transport-Security"] == "max-age=31536000"
    assert said["session"] == "__Host-session"
    assert said["wrong_host"] == 400
    assert set(said["cookies"]) == {"__Host-csrf"}
    for cookie in said["cookies"].values():
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_no_address_changes_anything_without_the_forms_mark(actors: Actors) -> None:  # noqa: F811
    """Every address that takes a POST refuses one that comes from elsewhere."""
    client = client_of(actors.administrator)
    client.handler.enforce_csrf_checks = True
    let_in = []
    for name, wanted in sorted(names()):
        # Programs come to the API with a token; a cookie opens nothing there.
        if rules.rules().of(name, "POST") is None or name == "api-door":
            continue
        answer = client.post(address(name, wanted, samples(actors)), {"do": "end"})
        if answer.status_code != 403 or "Biểu mẫu đã quá hạn" not in answer.content.decode():
            let_in.append((name, answer.status_code))
    assert let_in == []


@pytest.mark.django_db
def test_a_form_with_its_mark_is_let_in(actors: Actors) -> None:  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login"))
    mark = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    given = {"login": "clerk", "password": PASSWORD, "csrfmiddlewaretoken": mark}
    assert client.post(reverse("account_login"), given).status_code == 302
    assert client.session["_auth_user_id"] == str(actors.clerk.pk)
