"""The words of a question: what to mark, in which form, and that the report is no instruction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onetext.press.asked.answer import Unusable
from onetext.press.asked.endpoint import Turn
from onetext.press.asked.grounding import Ungrounded
from onetext.press.asked.showing import Window

_MOST_ECHOED = 4_000


@cache
def task() -> str:
    """Return what a model is told to do."""
    return files("onetext.press.asked").joinpath("task.txt").read_text(encoding="utf-8")


def opening(window: Window) -> list[Turn]:
    """Return the first question: the task apart, the report fenced."""
    return [
        {"role": "system", "content": task()},
        {"role": "user", "content": window.shown()},
    ]


def form_again(asked: Sequence[Turn], answer: Unusable) -> list[Turn]:
    """Return the question put once more after an answer that was not of the form."""
    told = f"That answer cannot be used: {answer.why}. Answer again, with JSON of the form alone."
    return [*asked, *_after(answer.words[:_MOST_ECHOED] or "(nothing)", told)]


def parts_again(asked: Sequence[Turn], faulty: str, faults: Sequence[Ungrounded]) -> list[Turn]:
    """Return the question about the statements that stand nowhere, each with what was wrong.

    ``faulty`` holds these statements alone, in the form of an answer.
    """
    lines = [f"- statement {number}, {fault}" for number, fault in enumerate(faults, start=1)]
    told = "\n".join(
        [
            "These statements cannot be used:",
            *lines,
            "Give them once more, each with parts that stand in the report as shown, and leave out"
            " what does not. All others that you named are kept: do not repeat them.",
        ]
    )
    return [*asked, *_after(faulty, told)]


def _after(answer: str, told: str) -> list[Turn]:
    return [
        {"role": "assistant", "content": answer},
        {"role": "user", "content": told},
    ]
