"""A real HTTP server on loopback in an endpoint's place: it answers, or misbehaves, as told."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Act = Callable[["Asked"], None]
"""What the server does with one question."""


@dataclass
class Asked:
    """One question as it came in, and the connection to answer on."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    handler: BaseHTTPRequestHandler = field(repr=False)
    closing: threading.Event = field(repr=False)

    @property
    def shown(self) -> str:
        """Return what the model is shown of the report."""
        words: str = self.body["messages"][1]["content"]
        return words

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.handler.wfile.write(part)
            self.handler.wfile.flush()

    def reply(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send(head(status, len(body), **headers) + body)

    def wait(self) -> None:
        """Say nothing until the server is closed."""
        self.closing.wait(60)


def head(status: int, length: int, **headers: str) -> bytes:
    """Return the head of a reply, JSON if nothing else is said."""
    told = {"content_type": "application/json", "content_length": str(length), **headers}
    fields = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    lines = [f"HTTP/1.1 {status} Told", *fields, "connection: close", "", ""]
    return "\r\n".join(lines).encode()


def chat(content: str | None, finish: str = "stop") -> bytes:
    """Return a reply of the chat-completions form."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return json.dumps({"id": "x", "object": "chat.completion", "choices": [choice]}).encode()


def says(content: Any, finish: str = "stop") -> Act:
    """Answer with words, or with a value as JSON."""
    words = content if isinstance(content, str | None) else json.dumps(content)
    return lambda asked: asked.reply(200, chat(words, finish))


def answers(status: int, body: bytes = b"{}", **headers: str) -> Act:
    """Answer with a status."""
    return lambda asked: asked.reply(status, body, **headers)


def part(
    words: str | None = None, sentence: int | None = None, candidate: int | None = None
) -> Any:
    """Return a part as a model names it."""
    return {"candidate": candidate, "sentence": sentence, "words": words}


def statement(source: Any, cue: Any, *contents: Any) -> Any:
    return {"source": source, "cue": cue, "contents": list(contents)}


def of(*statements: Any) -> Any:
    return {"statements": list(statements)}


class ModelServer:
    """Do one act for each question, the last one again and again."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self.url = ""

    def act(self, asked: Asked) -> None:
        self.asked.append(asked)
        (self.acts.pop(0) if len(self.acts) > 1 else self.acts[0])(asked)


@contextmanager
def serving(*acts: Act, tls: ssl.SSLContext | None = None) -> Iterator[ModelServer]:
    """Start a server on a free port of loopback, and end it."""
    model = ModelServer(*acts)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.close_connection = True
            asked = Asked(self.path, headers, json.loads(body), self, model.closing)
            with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):  # had enough
                model.act(asked)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass  # a handshake that failed, a client that left

    server = Server(("127.0.0.1", 0), Handler)
    scheme = "http"
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        scheme = "https"
    model.url = f"{scheme}://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
