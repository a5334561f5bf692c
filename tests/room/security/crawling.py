"""Pages, links and forms as a browser finds them: by reading what is served, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from houses import Tab

TYPED = ("text", "search", "textarea", "password", "number", "date", "time", "datetime-local")
MOST_PAGES = 80
_HEX = re.compile(r"(?<![0-9a-f])[0-9a-f]{32,64}(?![0-9a-f])")


@dataclass
class Box:
    """Hold one field of a form: what it is, what can be chosen, what stands in it."""

    name: str
    kind: str
    choices: list[str] = field(default_factory=list)
    longest: int | None = None


@dataclass
class Form:
    """Hold one form: where it goes, relative to its seat, and its fields."""

    page: str
    action: str
    method: str
    boxes: dict[str, Box] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.method, _shape(self.action), tuple(sorted(self.boxes))

    def filled(self, words: Callable[[Box], str] = lambda box: "some words") -> dict[str, str]:
        """Return what is sent: what can be chosen chosen, the rest as ``words`` says."""
        return {
            box.name: box.choices[0] if box.choices and box.kind not in TYPED else words(box)
            for box in self.boxes.values()
            if box.name != "csrf"
        }


def _shape(action: str) -> str:
    return _HEX.sub("*", action)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.texts: list[str] = []
        self._form: Form | None = None
        self._select: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in told:
            self.links.append(urljoin(self.page, told["href"]))
        elif tag in ("iframe", "img", "script", "link") and (told.get("src") or told.get("href")):
            self.links.append(urljoin(self.page, told.get("src") or told["href"]))
        elif tag == "form":
            action = urljoin(self.page, told.get("action") or self.page)
            self._form = Form(self.page, action, told.get("method", "get").upper())
            self.forms.append(self._form)
            self.by_id[told.get("id", "")] = self._form
        elif tag in ("input", "textarea", "select", "button"):
            self._box(tag, told)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def _box(self, tag: str, told: dict[str, str]) -> None:
        form = self.by_id.get(told["form"]) if "form" in told else self._form
        name = told.get("name")
        if form is None or not name:
            return
        kind = told.get("type", "text") if tag == "input" else tag
        box = form.boxes.setdefault(name, Box(name, kind))
        if "maxlength" in told:
            box.longest = int(told["maxlength"])
        if tag == "select":
            self._select = box
        elif kind in ("radio", "checkbox", "hidden", "button"):
            box.choices.append(told.get("value", "on"))
        elif kind in ("number", "date", "time", "datetime-local") and told.get("value"):
            box.choices.append(told["value"])


def read(page: str, html: str) -> _Reader:
    reader = _Reader(page)
    reader.feed(html)
    return reader


@dataclass
class Crawled:
    """Hold what one seat's pages gave: their text by address, and the forms on them."""

    pages: dict[str, str]
    forms: dict[tuple[str, str, tuple[str, ...]], Form]

    @property
    def hexes(self) -> set[str]:
        """Return every id that stands anywhere on these pages."""
        return {one for html in self.pages.values() for one in _HEX.findall(html)}


def crawl(tab: Tab, most: int = MOST_PAGES) -> Crawled:
    """Open every page of a seat that can be reached from its board."""
    start = tab.at("board")
    home = start.removesuffix("board")
    waiting, seen = [start], {start}
    found = Crawled({}, {})
    shapes: dict[str, int] = {}
    while waiting and len(found.pages) < most:
        path = waiting.pop(0)
        answer = tab.ask("GET", path, headers={"accept": "text/html"})
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        found.pages[path] = answer.text
        reader = read(path, answer.text)
        for form in reader.forms:
            found.forms.setdefault(form.key, form)
        for link in _inside(reader.links, home):
            shape = _HEX.sub("*", re.sub(r"\d+", "0", urlsplit(link).path))
            if link not in seen and shapes.get(shape, 0) < 6:
                shapes[shape] = shapes.get(shape, 0) + 1
                seen.add(link)
                waiting.append(link)
    return found


def _inside(links: list[str], home: str) -> Iterator[str]:
    for link in links:
        plain = link.partition("#")[0]
        if plain.startswith(home) and not plain.startswith(f"{home}stream"):
            yield plain
