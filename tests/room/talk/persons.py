"""One person at the talks: a browser of its own, a seat, and what is done there by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from ways import Way

PASSWORD = "three rivers and a lake"
AT_ONCE = 60_000
PAGES = """paths => Promise.all(paths.map(path => fetch(path).then(
    answer => answer.ok ? answer.text() : Promise.reject(path + " " + answer.status))))"""


@dataclass
class Person:
    """Sit in one seat."""

    way: Way
    seat: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = self.way.browser.new_context(
            viewport={"width": 1000, "height": 900}, reduced_motion="reduce", locale="en"
        )
        self.context.set_default_timeout(AT_ONCE)
        self.context.on("console", lambda said: self.complaints.append(said.text))
        self.context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        self.tab = self.context.new_page()

    @property
    def home(self) -> str:
        return f"{self.way.origin}/1/{self.seat}/"

    def come_in(self) -> None:
        """Open the link that lies in this seat's file, and set a password."""
        link = (self.way.links / f"{self.seat}.txt").read_text("utf-8").strip()
        assert link.startswith(self.way.origin + "/1/in/"), self.way.origin
        self.tab.goto(link)
        self.tab.get_by_label("Password, ten characters or more").fill(PASSWORD)
        self.tab.get_by_role("button", name="Take this seat", exact=True).click()
        self.tab.wait_for_url("**/board")
        assert self.tab.url == self.home + "board"

    def look(self, page: str, **query: str) -> None:
        """Open a page, if it is not open."""
        asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        address = self.home + page + (f"?{asked}" if asked else "")
        if self.tab.url.partition("#")[0] != address:
            self.tab.goto(address, wait_until="domcontentloaded")

    def act(
        self,
        action: str,
        button: str,
        *,
        write: Mapping[str, str] | None = None,
        tick: Iterable[tuple[str, str]] = (),
        place: str = "",
        within: str = "",
    ) -> None:
        """Fill in a form of the page that is open, and send it."""
        forms = self.tab.locator(f"{within} form[action$='/{self.seat}/{action}']")
        form = forms.filter(has=self.tab.locator("button", has_text=button)).first
        form.wait_for(state="attached")
        unfold(form)
        for name, words in (write or {}).items():
            form.locator(f"[name='{name}']").fill(words)
        for name, value in tick:
            box = form.locator(f"input[name='{name}'][value='{value}']")
            unfold(box)
            box.check()
        if place:
            form.get_by_role("radio", name=re.compile(rf"^{re.escape(place)} ")).check()
        with self.tab.expect_navigation(wait_until="domcontentloaded") as answered:
            form.get_by_role("button", name=button).first.click()
        assert answered.value.status == 200, self.tab.locator("body").inner_text()

    def sees(self, words: str, *, where: str = "main") -> None:
        """Wait for words to come by themselves: nothing is clicked, nothing loaded anew."""
        shown = self.tab.locator(where).get_by_text(words).first
        shown.wait_for(state="attached")

    def everything(self, *more: str) -> str:
        """Return all that the pages of this seat hold, hidden or not, as its browser gets them."""
        links = self.tab.locator("nav.pages a").evaluate_all("all => all.map(one => one.pathname)")
        return "\n".join(self.tab.evaluate(PAGES, [*links, *(self.home + one for one in more)]))

    def in_seconds(self, seconds: int) -> str:
        """Return an hour to come of the room, as its clock stands on the page."""
        now = self.tab.locator("header .clock time").get_attribute("datetime")
        return f"{datetime.fromisoformat(now) + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S}"


def unfold(within: Any) -> None:
    """Open what something is folded away in, from without."""
    folded = within.locator("xpath=ancestor::details[not(@open)]")
    while folded.count():
        folded.first.locator("summary").first.click()
