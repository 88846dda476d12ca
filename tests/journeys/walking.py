"""Going through the demo as one of its people: signing in, opening pages, looking at each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tcvm.config.demo import signins
from tests.looks import is_clean

#: The words of the frame, by language.
SIGN_IN = {"vi": "Đăng nhập", "en": "Sign in"}
SIGN_OUT = {"vi": "Đăng xuất", "en": "Sign out"}

#: Words by which a sentence, a button or a code is known to be English; none is a Vietnamese
#: syllable without its marks. Names in English say so by their `lang`.
ENGLISH = re.compile(
    r"\b(the|and|of|this|that|with|from|your|not|has|was|were|are|been|please|sign|change[sd]?|"
    r"members?|register|password|save|cancel|delete|search|page|names?|reason|since|until|roles?|"
    r"reader|director|clerk|secretariat|auditor|administrator|analyst|finance|none|empty|error|"
    r"failed|closed|pending|confirmed|official|observer|true|false|submit|required|show|choose)\b",
    re.IGNORECASE,
)

#: What is read, seen or heard on the page in Vietnamese, with the place of each piece.
SAID = """() => {
  const said = [], frame = 'code, script, style, noscript';
  const ours = (one) => one.closest('[lang]').lang === 'vi' && !one.closest(frame);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.data.trim();
    if (text && ours(node.parentElement)) said.push(text);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const one of document.querySelectorAll(`[${name}]`))
      if (ours(one)) said.push(one.getAttribute(name));
  return said;
}"""


@dataclass
class Walk:
    """One person's way through the demo, in one language at one width."""

    page: Page
    locale: str
    width: int
    picture: Callable[[Page, str], None]
    name: str
    #: Pages that axe has looked at already, by language and width: it is slow.
    looked: set[tuple[str, int, str]]
    #: How many pages were looked at, which numbers their pictures.
    shown: int = field(default=0)

    def sign_in(self, username: str) -> None:
        """Sign in by the button of the demo."""
        self.page.goto(f"/{self.locale}/demo/")
        self.page.locator(f"button[name=username][value='{username}']").click()
        expect(self.page).to_have_url(re.compile(f"/{self.locale}/me/$"))

    def sign_in_by_form(self, username: str) -> None:
        """Sign in as anybody does: name, password, and the code that the app shows."""
        person = next(one for one in signins.people() if one.username == username)
        self.page.goto(f"/{self.locale}/me/")
        fill(self.page, login=username, password=signins.password())
        self.press(SIGN_IN[self.locale])
        if person.needs_code:
            fill(self.page, code=person.code(time.time()))
            self.press(SIGN_IN[self.locale])
        expect(self.page).to_have_url(re.compile(f"/{self.locale}/me/$"))

    def sign_out(self) -> None:
        """Sign out; the person's pages are closed."""
        self.page.get_by_role("button", name=SIGN_OUT[self.locale]).click()
        expect(self.page.locator("main [name=login]")).to_be_visible()
        self.page.goto(f"/{self.locale}/me/")
        expect(self.page.locator("main [name=login]")).to_be_visible()

    def open(self, path: str, status: int = 200) -> None:
        """Go to a page of the language and look at it."""
        answer = self.page.goto(f"/{self.locale}/{path}")
        assert answer is not None
        assert answer.status == status, path
        self.look()

    def look(self) -> None:
        """Nothing sticks out or bars the way, nothing is left in English; keep a picture."""
        path = urlsplit(self.page.url).path.removeprefix(f"/{self.locale}/")
        self.shown += 1
        part = re.sub(r"[^a-z0-9]+", "-", path).strip("-")
        self.picture(self.page, f"{self.name}-{self.shown:02}-{part}-{self.locale}-{self.width}")
        key = (self.locale, self.width, path)
        if key not in self.looked:
            is_clean(self.page)
            self.looked.add(key)
        assert not self.page.evaluate("document.documentElement.scrollWidth > innerWidth"), path
        if self.locale == "vi":
            said = self.page.evaluate(SAID)
            # Subjects of messages, and values that the trail keeps, are in the words of their day.
            if not path.startswith(("mail/network/", "trail/")):
                assert [one for one in said if ENGLISH.search(one)] == [], path

    def press(self, name: str) -> None:
        """Press a button of the page."""
        self.main.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow a link of the page, and look at where it leads."""
        address = self.page.url
        self.main.get_by_role("link", name=name).first.click()
        expect(self.page).not_to_have_url(address)
        self.look()

    def told(self, text: str | re.Pattern[str]) -> None:
        """The page says what was done."""
        expect(self.page.get_by_role("status").filter(has_text=text)).to_be_visible()
        self.look()

    def headed(self, text: str) -> None:
        """The page is called this."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def switches_language(self) -> None:
        """The other language shows the same page, and the first leads back to it."""
        there = urlsplit(self.page.url)
        other = "en" if self.locale == "vi" else "vi"
        languages = self.page.locator("#languages")
        for code in (other, self.locale):
            languages.locator(f"a[lang={code}]").click()
            path = f"/{code}/" + there.path.removeprefix(f"/{self.locale}/")
            expect(self.page).to_have_url(re.compile(re.escape(path) + "(\\?.*)?$"))
            expect(self.page.locator("html")).to_have_attribute("lang", code)
            assert urlsplit(self.page.url).query == there.query

    @property
    def main(self) -> Locator:
        """What is on the page besides its frame."""
        return self.page.locator("main")


def fill(page: Page, **fields: str) -> None:
    """Fill in fields of the page's form by their names."""
    for name, value in fields.items():
        one = page.locator(f"main form [name={name}]:not([type=hidden])")
        if one.evaluate("one => one.tagName") == "SELECT":
            one.select_option(value)
        else:
            one.fill(value)
