"""Sort stances by what they tell of a side's wish, and say which shut each other out.

A report's stance says how something was said, not which option was meant, so these rules are kept
to what a stance alone can carry (methods, §10).
"""

from __future__ import annotations

from typing import Literal

from onetext.terms.said.statement import Stance

Lean = Literal["gives", "gives_if", "asks", "refuses", "favours", "disfavours", "hopes"]

_LEANS: dict[Stance, Lean] = {
    "accept": "gives",
    "offer": "gives",
    "commit": "gives",
    "conditional_offer": "gives_if",
    "demand": "asks",
    "propose": "asks",
    "reject": "refuses",
    "threat": "refuses",
    "support": "favours",
    "oppose": "disfavours",
    "hope": "hopes",
}
_FOR = ("gives", "gives_if", "favours")
_AGAINST = ("refuses", "disfavours")
WEAKER: dict[Lean, Lean] = {"favours": "gives", "disfavours": "refuses"}
"""Praise after a yes, and blame after a no, only repeat it."""


def lean_of(stance: Stance) -> Lean | None:
    """Return the class of a stance, None for those that tell no wish.

    To say how things are is no wish (assess, inform, accuse), nor is it one to say that a claim is
    false (deny): who denies that a lease was ever discussed has not said what is wanted instead.

    Examples
    --------
    >>> lean_of("accept"), lean_of("assess"), lean_of("deny")
    ('gives', None, None)
    """
    return _LEANS.get(stance)


def strength(stance: Stance) -> int:
    """Return how firm a wish is: 3 under a condition, 2 plain, 1 praise or blame, 0 hope.

    Examples
    --------
    >>> [strength(s) for s in ("conditional_offer", "demand", "support", "hope")]
    [3, 2, 1, 0]
    """
    lean = lean_of(stance)
    if lean == "gives_if":
        return 3
    if lean in ("favours", "disfavours"):
        return 1
    return 0 if lean in ("hopes", None) else 2


def exclude_within(left: Stance, right: Stance) -> bool:
    """Tell whether two voices of one party shut each other out: one is for it, the other against.

    A demand or a proposal beside a refusal is no conflict: a side may well ask for one thing and
    refuse another.

    Examples
    --------
    >>> exclude_within("accept", "reject"), exclude_within("demand", "reject")
    (True, False)
    """
    return _one_of_each(left, right, _FOR)


def exclude_between(left: Stance, right: Stance) -> bool:
    """Tell whether two parties' stances on an issue shut each other out.

    One gives, favours or asks; the other refuses or disfavours. Two refusals may refuse different
    things, and two demands may demand the same; neither is counted.

    Examples
    --------
    >>> exclude_between("demand", "reject"), exclude_between("reject", "reject")
    (True, False)
    """
    return _one_of_each(left, right, (*_FOR, "asks"))


def _one_of_each(left: Stance, right: Stance, others: tuple[str, ...]) -> bool:
    leans = (lean_of(left), lean_of(right))
    return any(a in others and b in _AGAINST for a, b in (leans, leans[::-1]))
