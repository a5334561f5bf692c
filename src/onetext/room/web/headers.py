"""What goes with every answer, and what is refused before anything reads it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 4 * 2**20
PATIENCE = 30.0
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


class Shell:
    """Put the same headers on every answer, and turn away what no page of ours sends.

    Refused: another host's name (so that no page elsewhere can lead a browser here by its own
    name), bodies larger than 4 MiB, and senders who let the rest of a body wait.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str], secure: bool) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._answering(send)
        if self._hosts and _host(headers.get("host", "")) not in self._hosts:
            await PlainTextResponse("this room has another name\n", 421)(scope, receive, answer)
            return
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            await PlainTextResponse("too much at once\n", 413)(scope, receive, answer)
            return
        try:
            await self._app(scope, _patient(receive), answer)
        except _TooMuch:
            await PlainTextResponse("too much at once\n", 413)(scope, receive, answer)

    def _answering(self, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
                if self._secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return answer


class _TooMuch(Exception):
    """Say that a body without a stated length grew too large."""


def _patient(receive: Receive) -> Receive:
    read = 0
    done = False

    async def next_part() -> Message:
        nonlocal read, done
        if done:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), PATIENCE)
        except TimeoutError:
            return {"type": "http.disconnect"}
        if message["type"] == "http.request":
            read += len(message.get("body", b""))
            done = not message.get("more_body", False)
            if read > LARGEST_BODY:
                raise _TooMuch
        return message

    return next_part


def _host(given: str) -> str:
    if given.startswith("["):
        return given.partition("]")[0].removeprefix("[").lower()
    return given.partition(":")[0].lower()
