"""Which passwords are refused, and how one is kept."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tcvm.foundation.accounts.models import User
from tcvm.foundation.accounts.passwords import core
from tests.actors import PASSWORD

BICH = User(username="bich.cao", name="Cao Thị Bích Phượng", email="bich@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "ngắn quá",
        "202411231234",
        "matkhaucuatoi",
        "M@tKh4uCuaToi2026!",
        "Anh Yêu Em Mãi Mãi",
        "việt nam vô địch 2026",
        "tài chính vi mô 123",
        "cao thị bích phượng",
        "passwordpassword",
        "qwertyuiop123",
        "x" * 257,
    ],
)
def test_a_password_that_is_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, BICH)


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery staple", "đ" * 12 + "ường"])
def test_several_words_do(password: str) -> None:
    validate_password(password, BICH)


def test_decoration_does_not_count() -> None:
    assert core("M@tKh4u2024!") == core("mật khẩu") == "matkhau"


def test_a_password_is_kept_by_argon2id() -> None:
    kept = make_password(PASSWORD)
    assert kept.startswith("argon2$argon2id$")
    assert "m=47104,t=1,p=1" in kept
    assert identify_hasher(kept).verify(PASSWORD, kept)
