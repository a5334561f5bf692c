"""Rooms opened by the command that the README names, and browsers that sit in their seats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from command_run import PATIENCE, room_opened

INNER = """home => [...document.querySelectorAll("main a[href], footer a[href]")]
    .map(one => one.href.split("#")[0]).filter(one => one.includes(home) && !one.endsWith("/bundle")
        && !/[?&]at=/.test(one))"""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *given: Any) -> None:
        return None


@dataclass
class Opened:
    """Hold a running room: the link of each seat, and the cookies of those that were taken."""

    links: dict[str, str]
    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return next(iter(self.links.values())).partition("/1/in/")[0]

    def home(self, seat: str) -> str:
        return f"{self.origin}/1/{seat}/"

    def sit(self, context: Any, *seats: str) -> Any:
        """Let a browser hold these seats, and return a tab of it."""
        for seat in seats:
            if seat not in self._cookies:
                self._cookies[seat] = _taken(self.links[seat])
            context.add_cookies([self._cookies[seat]])
        return context.new_page()


@contextmanager
def opened(folder: Path, *more: object) -> Iterator[Opened]:
    """Open the Two Rivers as a newcomer does, and stop it again."""
    with room_opened(folder, *more) as told:
        rows = [line.split() for line in told]
        yield Opened({row[0]: row[1] for row in rows if len(row) == 2 and "/1/in/" in row[1]})


def pages(tab: Any, home: str) -> list[str]:
    """Return the pages of a seat: those of its list, and one of each sort that they lead to."""
    tab.goto(home + "board")
    listed = tab.locator("nav.pages a").evaluate_all("all => all.map(one => one.href)")
    found = {one.partition("?")[0]: one for one in listed}
    for address in listed:
        tab.goto(address, wait_until="domcontentloaded")
        for inner in tab.evaluate(INNER, home):
            found.setdefault(inner.partition("?")[0], inner)
    return list(found.values())


def _taken(link: str) -> dict[str, str]:
    """Take a seat as the button without a password does; return the cookie that it gives."""
    asked = Request(link, b"without=yes", {"Origin": link.partition("/1/in/")[0]})
    try:
        answer = build_opener(_Stay).open(asked, timeout=PATIENCE)
    except Exception as redirect:  # a redirect is what it answers with
        answer = redirect
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    told = [part.strip() for part in rest.split(";")]
    path = next(part.partition("=")[2] for part in told if part.lower().startswith("path="))
    answer.close()
    return {"name": name, "value": told[0], "domain": "127.0.0.1", "path": path}
