"""One request and its reply over HTTP, within a time and a size that nobody can stretch."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

import anyio
import httpx2
from anyio.from_thread import start_blocking_portal

from onetext.press.asked.address import Address
from onetext.press.asked.key import Key

MOST_BYTES = 4 * 2**20
"""No reply is taken that is larger; a window's answer has a few thousand letters."""
_MOST_REDIRECTS = 3
_SAME_METHOD = (307, 308)
_OTHER_METHOD = (301, 302, 303)


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold what came back: the status, what rules asking again, and the body of a 200."""

    status: int
    body: bytes = b""
    retry_after: str | None = None
    date: str | None = None


class NoReply(Exception):
    """Say why no whole reply came; ``again`` tells whether asking once more may help."""

    def __init__(self, why: str, *, again: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.again = again


def post(address: Address, body: bytes, *, key: Key | None, seconds: float) -> Reply:
    """Return the reply to ``body``, all of it within ``seconds``.

    The limit holds over names, handshakes, headers and body together, however slowly they drip.

    Raises
    ------
    NoReply
        If there is none, or it is too large, not JSON, or a redirect to another place.
    """
    try:
        # A loop of its own in a thread of its own: a notebook's loop, already running, is no bar.
        with start_blocking_portal() as portal:
            return portal.call(_within, seconds, address, body, key)
    except TimeoutError:
        raise NoReply(f"gave no whole answer within {seconds:g} seconds") from None
    except httpx2.HTTPError as fault:
        raise _told(fault) from None


async def _within(seconds: float, address: Address, body: bytes, key: Key | None) -> Reply:
    with anyio.fail_after(seconds):
        return await _exchange(address, body, key)


async def _exchange(address: Address, body: bytes, key: Key | None) -> Reply:
    headers = {
        "accept": "application/json",
        "accept-encoding": "identity",
        "content-type": "application/json",
        "user-agent": "onetext",
    }
    if key is not None:
        headers["authorization"] = f"Bearer {key.words}"
    url = address.asked
    async with httpx2.AsyncClient(
        verify=_trusted(address),
        timeout=None,
        follow_redirects=False,
        trust_env=not address.is_loopback,  # a proxy is not asked for what is on this machine
    ) as client:
        for _ in range(_MOST_REDIRECTS + 1):
            async with client.stream("POST", url, content=body, headers=headers) as response:
                if response.status_code not in (*_SAME_METHOD, *_OTHER_METHOD):
                    return await _reply(response)
                url = _redirected(address, url, response)
    raise NoReply("redirects in a circle")


def _trusted(address: Address) -> ssl.SSLContext:
    """Return the authorities this machine trusts; none where no certificate will be shown."""
    if address.scheme == "https":
        return httpx2.create_ssl_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _redirected(address: Address, url: str, response: httpx2.Response) -> str:
    to, other = address.elsewhere(url, response.headers.get("location", ""))
    if other is not None:
        raise NoReply(f"redirects to another place ({other[:100]}), which is not followed")
    if response.status_code in _OTHER_METHOD:
        raise NoReply(f"redirects ({response.status_code}); give the address it redirects to")
    return to


async def _reply(response: httpx2.Response) -> Reply:
    head = response.headers
    if response.status_code != 200:
        return Reply(response.status_code, b"", head.get("retry-after"), head.get("date"))
    kind = _content_type(head.get("content-type", ""))
    if kind != "application/json" and not kind.endswith("+json"):
        raise NoReply(f"answered with {kind or 'something without a type'}, not with JSON")
    if head.get("content-encoding", "identity").strip().lower() != "identity":
        raise NoReply("answered packed, which was not asked for")
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > MOST_BYTES:
            raise NoReply(f"answered with more than {MOST_BYTES // 2**20} MB")
    return Reply(200, bytes(body))


def _content_type(words: str) -> str:
    """Return the bare type, in plain letters only, since it is told."""
    head = Message()
    head["content-type"] = "".join(mark for mark in words[:200] if mark.isprintable())
    return head.get_content_type() if words.strip() else ""


def _told(fault: httpx2.HTTPError) -> NoReply:
    causes = list(_causes(fault))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return NoReply("has a certificate that no authority trusted here has signed")
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return NoReply("has a name that cannot be found")
    if isinstance(fault, httpx2.ConnectError):
        return NoReply("cannot be reached", again=True)
    if isinstance(fault, (httpx2.NetworkError, httpx2.RemoteProtocolError)):
        return NoReply("broke off in the middle", again=True)
    return NoReply(f"cannot be asked ({type(fault).__name__})")


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        if isinstance(fault, BaseExceptionGroup):
            for one in fault.exceptions:
                yield from _causes(one)
        fault = fault.__cause__ or fault.__context__
