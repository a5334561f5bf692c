"""Answers kept on disk, so that a run replays without a network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onetext.errors import BadInput, Where
from onetext.press.asked.answer import Answer, as_json
from onetext.press.asked.exchange import MOST_BYTES
from onetext.whole_files import replacing

Answers = list[Answer | None]
"""What was answered about one window, in order; None stands for what was not of the form."""


class AnswerCache:
    """Keep the answers to a question in one file, written whole or not at all.

    Parameters
    ----------
    tell
        Take a line about a file that cannot be used or written.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._tell = tell
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as fault:
            raise BadInput(
                f"answers cannot be kept here ({fault.strerror or 'no folder'})",
                instead="name another folder with --llm-cache",
                where=Where(str(folder)),
            ) from None

    def get(self, question: bytes) -> Answers | None:
        """Return what was answered; a damaged file is told of and counts as none."""
        file = self._file(question)
        try:
            with file.open("rb") as stream:
                held = stream.read(2 * MOST_BYTES + 1)
            return _read(held, question)
        except FileNotFoundError:
            return None
        except OSError as fault:
            self._tell(f"{file}: cannot be read ({fault.strerror}), the model is asked anew")
        except (ValueError, KeyError, TypeError, RecursionError):
            self._tell(f"{file}: a damaged answer, the model is asked anew")
        return None

    def put(self, question: bytes, answers: Sequence[Answer | None]) -> None:
        """Keep ``answers``; where that fails it is told, and the run goes on."""
        file = self._file(question)
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            with replacing(file) as new:
                new.write_bytes(_form(question, as_json(answers)))
        except OSError as fault:
            self._tell(f"{file}: the answer cannot be kept ({fault.strerror})")

    def _file(self, question: bytes) -> Path:
        name = _digest(question)
        return self._folder / name[:2] / f"{name}.json"


def _form(question: bytes, answers: list[dict[str, Any] | None]) -> bytes:
    told = {
        "format": 1,
        "question": _digest(question),
        "answers": answers,
        "check": _digest(json.dumps(answers, sort_keys=True).encode("ascii")),
    }
    return json.dumps(told).encode("ascii") + b"\n"


def _read(held: bytes, question: bytes) -> Answers:
    told = json.loads(held)
    answers = told["answers"]
    if not isinstance(answers, list) or not answers or held != _form(question, answers):
        raise ValueError
    return [None if one is None else Answer.model_validate(one) for one in answers]


def _digest(held: bytes) -> str:
    return hashlib.sha256(held).hexdigest()
