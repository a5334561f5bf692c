"""What goes with every answer, and what is refused before anything reads it."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onetext.room.settings import Settings
from onetext.room.web.crowds import Crowd

LARGEST_BODY = 4 * 2**20
LARGEST_OUTSIDE = 2**16
"""Of a body from a browser that carries no session of ours: a password, a passkey's answer."""
LONGEST_ADDRESS = 4096
LARGEST_HEAD = 16 * 1024
PATIENCE = 30.0
SLOWEST = 1024.0
"""Bytes a second that a body must come at, once the first half minute is over."""
_SESSION = re.compile(r"(?:^|;\s*)(?:__Secure-)?onetext-[0-9]+-")
_LINK = re.compile(r"(?s)/in/.+")
"""What of an address lets in, and so stands in no log."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
FOR_A_YEAR = "max-age=31536000"
_log = logging.getLogger("uvicorn.error")


class Shell:
    """Put the same headers on every answer, and turn away what no page of ours sends.

    Refused: another host's name (so that no page elsewhere can lead a browser here by its own
    name), bodies larger than 4 MiB (64 KiB without a session's cookie), senders who let the rest
    of a body wait, and behind a proxy whoever has too much under way. Whatever breaks inside is
    answered without a word of what it was.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: Settings,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._settings = settings
        self._now = now
        self._crowd = Crowd(settings.most_here) if settings.reach == "proxy" else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or self._crowd is None:
            await self._serve(scope, receive, send)
            return
        address = scope["client"][0] if scope.get("client") else ""
        if not self._crowd.enter(address):
            crowded = PlainTextResponse("too much at once from your address\n", 503)
            await crowded(scope, receive, self._answering(send, _Begun()))
            return
        try:
            await self._serve(scope, receive, send)
        finally:
            self._crowd.leave(address)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = _Begun()
        answer = self._answering(send, begun)
        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, answer)
            return
        most = _most(Headers(scope=scope))
        body = _Body(receive, most, self._now)
        try:
            await self._app(scope, body.next_part, body.or_too_much(answer, begun))
        except Exception as fault:
            if not body.too_much:
                where = _LINK.sub("/in/…", scope["path"])
                _log.error("%s %s broke", scope["method"], where, exc_info=fault)
            if begun.yes:
                raise
            said = _too_much() if body.too_much else _broke()
            await said(scope, receive, answer)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._settings.answers(hosts[0]):
            return PlainTextResponse("this room has another name\n", 421)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse("this address is too long\n", 414)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEAD:
            return PlainTextResponse("these headers are too long\n", 431)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:16]) > _most(headers):
            return _too_much()
        return None

    def _answering(self, send: Send, begun: _Begun) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                begun.yes = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self._settings.secure:
                    headers["Strict-Transport-Security"] = FOR_A_YEAR
            await send(message)

        return answer


class _Begun:
    """Say whether an answer has begun."""

    yes = False


class _Body:
    """Hand on a request's body, as long as it is not too large and not too slow."""

    def __init__(self, receive: Receive, most: int, now: Callable[[], float]) -> None:
        self._receive = receive
        self._most = most
        self._now = now
        self._began = now()
        self._read = 0
        self._done = False
        self.too_much = False

    async def next_part(self) -> Message:
        """Return the next part, or that the sender has gone: one too slow is as good as gone."""
        if self._done:
            return await self._receive()
        left = PATIENCE + self._read / SLOWEST - (self._now() - self._began)
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, min(PATIENCE, left)))
        except TimeoutError:
            self._done = True
            return {"type": "http.disconnect"}
        if message["type"] == "http.request":
            self._read += len(message.get("body", b""))
            self._done = not message.get("more_body", False)
            if self._read > self._most:
                self.too_much = self._done = True
                raise _TooMuch
        return message

    def or_too_much(self, send: Send, begun: _Begun) -> Send:
        """Send what the app answers; of a body that was too much, that it was."""

        async def answer(message: Message) -> None:
            if self.too_much and not begun.yes and message["type"] == "http.response.start":
                raise _TooMuch  # the app took it for a form that it could not read
            await send(message)

        return answer


class _TooMuch(Exception):
    """Say that a body without a stated length grew too large."""


def _most(headers: Headers) -> int:
    return LARGEST_BODY if _SESSION.search(headers.get("cookie", "")) else LARGEST_OUTSIDE


def _too_much() -> PlainTextResponse:
    return PlainTextResponse("too much at once\n", 413)


def _broke() -> PlainTextResponse:
    return PlainTextResponse("something broke here; what you sent was not entered\n", 500)
