"""Where messages go, as the environment says."""

from pathlib import Path

import pytest

from tcvm.config.environment import EnvironmentProblem, mail

HOME = Path("home")


def test_without_an_address_messages_are_kept_and_none_is_sent() -> None:
    kept = mail("", HOME, debug=False)
    assert str(kept["EMAIL_BACKEND"]).endswith("filebased.EmailBackend")
    assert kept["EMAIL_FILE_PATH"] == str(HOME / "mail")
    assert str(mail("", HOME, debug=True)["EMAIL_BACKEND"]).endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://an:b%40c@mail.example.org", 587, True, False),
        ("smtps://an:b%40c@mail.example.org", 465, False, True),
        ("smtp://an:b%40c@mail.example.org:2525", 2525, True, False),
    ],
)
def test_mail_is_always_encrypted(url: str, port: int, *, tls: bool, ssl: bool) -> None:
    found = mail(url, HOME, debug=False)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("an", "b@c")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (tls, ssl)


@pytest.mark.parametrize("url", ["http://secret@mail", "smtp://", "mail.example.org"])
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(EnvironmentProblem, match="MAIL_URL") as problem:
        mail(url, HOME, debug=False)
    assert "secret" not in str(problem.value)
