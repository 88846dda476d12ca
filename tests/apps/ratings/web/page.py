"""A page taken apart: is it well formed, do its references hold, what does a reader see."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}
#: Attributes that are read out or shown.
SPOKEN = ("aria-label", "title", "alt", "data-head", "placeholder", "content")
REFERENCES = ("popovertarget", "data-door", "aria-describedby", "aria-labelledby", "for")


@dataclass
class Page(HTMLParser):
    """The elements, texts and faults of a page."""

    faults: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    #: How deep the elements are open that say they are in another language.
    elsewhere: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if "svg" not in self.open:
            self.faults.append(f"<{tag}/> closes itself outside a picture")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)
            language = dict(attrs).get("lang")
            if language and tag != "html":
                self.elsewhere.append(len(self.open))

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> {name} twice" for name in set(names) if names.count(name) > 1]
        found = dict(attrs)
        self.elements.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"] or "")
        for name in REFERENCES:
            self.references += (found.get(name) or "").split()
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag != "meta" or found.get("name") == "description":
            self.texts += [found[name] or "" for name in SPOKEN if found.get(name)]
        if "style" in found or any(name.startswith("on") for name in names):
            self.faults.append(f"<{tag}> carries style or script")
        if tag in {"div", "p", "table", "ul", "dl", "section"} and "p" in self.open:
            self.faults.append(f"<{tag}> inside <p>")

    def handle_endtag(self, tag: str) -> None:
        if self.elsewhere and self.elsewhere[-1] == len(self.open):
            self.elsewhere.pop()
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"script", "style"} and data.strip():
            self.faults.append(f"<{self.open[-1]}> inline")
        if self.open and self.open[-1] != "code" and not self.elsewhere and data.strip():
            self.texts.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        """All that a reader sees or hears."""
        return " ".join(self.texts)


def read(html: str) -> Page:
    """The page of `html`, with every fault found in it."""
    page = Page()
    page.feed(html)
    page.close()
    if page.open:
        page.faults.append(f"never closed: {page.open}")
    page.faults += [f"id {one!r} twice" for one in set(page.ids) if page.ids.count(one) > 1]
    known = set(page.ids)
    page.faults += [f"no element {one!r}" for one in page.references if one not in known]
    here = [link[1:] for link in page.links if link.startswith("#")]
    page.faults += [f"no place #{one}" for one in here if one not in known]
    return page
