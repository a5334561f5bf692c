"""An endpoint that speaks the chat-completions form: one question, asked again where that helps."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from onetext.errors import Unreadable
from onetext.press.asked.address import Address
from onetext.press.asked.exchange import NoReply, Reply, post
from onetext.press.asked.key import Key
from onetext.press.asked.waiting import LONGEST, wait_before

Turn = dict[str, str]
"""One message: ``role`` and ``content``."""

SEED: Final = 1
ATTEMPTS: Final = 4
SECONDS: Final = 120.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_WHY = {
    400: "it may not know this model, or no answers by a JSON schema",
    401: "the key is missing or wrong",
    403: "the key does not allow it",
    404: "check --llm-url and --llm-model",
    413: "the question is too long for it",
    422: "it may not know answers by a JSON schema",
}


class Unanswered(Unreadable):
    """Say that an endpoint gave no answer, so that the report cannot be read."""


class Endpoint:
    """Ask one model at one address.

    Parameters
    ----------
    pause
        Wait that many seconds.
    """

    def __init__(
        self,
        address: Address,
        model: str,
        *,
        key: Key | None = None,
        seconds: float = SECONDS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self.model = model
        self.key = key
        self._seconds = seconds
        self._pause = pause
        self._down = False

    def body(self, turns: Sequence[Turn], schema: dict[str, Any]) -> bytes:
        """Return the request, the same bytes for the same question."""
        form = {"name": "attributions", "strict": True, "schema": schema}
        asked = {
            "model": self.model,
            "messages": list(turns),
            "temperature": 0,
            "seed": SEED,
            "response_format": {"type": "json_schema", "json_schema": form},
        }
        return json.dumps(asked, sort_keys=True).encode("ascii")

    def ask(self, turns: Sequence[Turn], schema: dict[str, Any]) -> str | None:
        """Return the words of the answer, None if the model gave none or was cut off.

        Raises
        ------
        Unanswered
            If the endpoint cannot be reached, refuses, or does not speak the form.
        """
        return _words(self._asked(self.body(turns, schema)), str(self.address))

    def _asked(self, body: bytes) -> bytes:
        """Return the body of a 200; an endpoint that was down is not waited for a second time."""
        attempts = 1 if self._down else ATTEMPTS
        for again in range(1, attempts + 1):
            try:
                reply = post(self.address, body, key=self.key, seconds=self._seconds)
            except NoReply as fault:
                if fault.again and again < attempts:
                    self._pause(wait_before(again))
                    continue
                self._down = fault.again
                raise Unanswered(f"{self.address} {fault.why}") from None
            if reply.status == 200:
                self._down = False
                return reply.body
            self._wait(reply, again, attempts)
        raise AssertionError  # the last attempt returns or raises

    def _wait(self, reply: Reply, again: int, attempts: int) -> None:
        """Wait as the reply asks, or raise if that is of no use."""
        told = f"{self.address} answered {reply.status}"
        if reply.status not in _PASSING:
            raise Unanswered(told, instead=_WHY.get(reply.status, ""))
        seconds = wait_before(again, retry_after=reply.retry_after, date=reply.date)
        if seconds > LONGEST:
            raise Unanswered(f"{told} and asks to wait {seconds:.0f} seconds", instead="try later")
        if again == attempts:
            self._down = True
            raise Unanswered(told, instead="try later")
        self._pause(seconds)


def _words(body: bytes, address: str) -> str | None:
    """Return what the model said in a reply of the chat-completions form."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        words = choice["message"].get("content")
        cut = choice.get("finish_reason") == "length"
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        raise Unanswered(f"{address} answered in another form than chat completions") from None
    if words is not None and not isinstance(words, str):
        raise Unanswered(f"{address} answered in another form than chat completions")
    return None if cut else words
