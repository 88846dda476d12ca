"""A short journey of every role, in both languages, wide and narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import Open
from tests.journeys.roles import ROLES, Role
from tests.journeys.walking import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SCREENS = [(locale, width) for locale in ("vi", "en") for width in (1280, 360)]


def marks(role: Role, screen: tuple[str, int]) -> tuple[pytest.MarkDecorator, ...]:
    """Each role goes in both languages and at both widths; on all four screens in a soak."""
    same = sum(one == other for one, other in zip(screen, role.screen, strict=True))
    return (pytest.mark.soak,) if same == 1 else ()


EVERY = [
    pytest.param(role, screen, id=f"{role.code}-{screen[0]}-{screen[1]}", marks=marks(role, screen))
    for role in ROLES
    for screen in SCREENS
]


@pytest.fixture(scope="session")
def looked() -> set[tuple[str, int, str]]:
    """What axe has looked at."""
    return set()


@pytest.mark.parametrize(("role", "screen"), EVERY)
def test_a_role_goes_its_way(
    visit: Open,
    picture: Callable[[Page, str], None],
    looked: set[tuple[str, int, str]],
    role: Role,
    screen: tuple[str, int],
) -> None:
    locale, width = screen

    def walk(name: str) -> Walk:
        page = visit("about:blank", width=width, allowed=(403,))
        return Walk(page, locale, width, picture, name, looked)

    def other(username: str) -> Walk:
        opened = walk(f"{role.code}-{username.partition('.')[0]}")
        opened.sign_in(username)
        return opened

    works = screen == role.screen
    own = walk(role.code)
    if role.username and role.by_form and works:
        own.sign_in_by_form(role.username)
    elif role.username:
        own.sign_in(role.username)
    if role.username:
        own.look()
    if works:
        role.work(own, other)
    for path in role.pages:
        own.open(path)
    own.switches_language()
    if role.username:
        own.page.goto(f"/{locale}/me/")
        own.sign_out()
