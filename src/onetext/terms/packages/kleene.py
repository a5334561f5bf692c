"""What a condition answers on a package that may still be open: true, false, or not yet settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from onetext.errors import BadInput
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Atom,
    Compare,
    Condition,
    Never,
    Not,
    OneOf,
    Open,
    Or,
    Sign,
    parts_of,
)
from onetext.terms.packages.package import Value

Truth = bool | None
"""True, False, or None: not settled. Never test it bare: ``if answer is True``."""

_TURNED: dict[Sign, Sign] = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def truth(condition: Condition, package: Mapping[str, Value]) -> Truth:
    """Return what ``condition`` answers on ``package``.

    Strong Kleene logic (Kleene, *Introduction to Metamathematics*, 1952, §64): an atom on an open
    issue is unknown; a connective answers as soon as the known parts decide it. So an answer once
    given stays, however the package is completed. The reverse does not hold: ``a = x or a != x`` is
    unknown while ``a`` is open; ``settling.settled`` sees through that.

    Raises
    ------
    BadInput
        If an order is asked of an issue that holds an option which is not a number.

    Notes
    -----
    Cost: linear in the condition.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> deal = {"truce": "full"}
    >>> truth(parse("truce = full or land = split"), deal)
    True
    >>> truth(parse("truce = full and land = split"), deal) is None
    True
    """
    return fold(condition, lambda atom: _atom(atom, package))


def fold(condition: Condition, answer: Callable[[Atom], Truth]) -> Truth:
    """Return what ``condition`` answers when its atoms answer as told."""
    if isinstance(condition, Compare | OneOf):
        return answer(condition)
    if isinstance(condition, Not):
        return turned(fold(condition.part, answer))
    if isinstance(condition, And):
        return all_of(fold(part, answer) for part in condition.parts)
    if isinstance(condition, Or):
        return any_of(fold(part, answer) for part in condition.parts)
    if isinstance(condition, AtLeast):
        answers = [fold(part, answer) for part in condition.parts]
        if answers.count(True) >= condition.count:
            return True
        return False if len(answers) - answers.count(False) < condition.count else None
    return None if isinstance(condition, Open) else isinstance(condition, Always)


def turned(answer: Truth) -> Truth:
    """Return the negation: unknown stays unknown."""
    return None if answer is None else not answer


def all_of(answers: Iterable[Truth]) -> Truth:
    """Return False if one is, else None if one is, else True.

    Examples
    --------
    >>> all_of([True, None, False]), all_of([True, None]) is None, all_of([])
    (False, True, True)
    """
    found: Truth = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            found = None
    return found


def any_of(answers: Iterable[Truth]) -> Truth:
    """Return True if one is, else None if one is, else False."""
    return turned(all_of(turned(answer) for answer in answers))


def holds(atom: Atom, chosen: Value) -> bool:
    """Tell whether an issue that was settled as ``chosen`` makes the atom true.

    Raises
    ------
    BadInput
        If an order is asked and ``chosen`` is not a number.
    """
    if isinstance(atom, OneOf):
        return chosen in atom.values
    if atom.sign == "=":
        return chosen == atom.value
    if atom.sign == "!=":
        return chosen != atom.value
    if isinstance(chosen, str) or isinstance(atom.value, str):
        raise BadInput(
            f"{atom.issue!r} holds {str(chosen)!r}, which is not a number",
            instead=f"compare it with = or !=, not {atom.sign}",
            where=atom.where,
        )
    if atom.sign == "<":
        return chosen < atom.value
    if atom.sign == "<=":
        return chosen <= atom.value
    return chosen >= atom.value if atom.sign == ">=" else chosen > atom.value


def negation_normal(condition: Condition) -> Condition:
    """Return the same condition without ``not``: it is pushed to the atoms, and those are turned.

    ``not at least k of n`` becomes *at least n - k + 1 of* the negations; ``not a in {x, y}``
    becomes ``a != x and a != y``. Kleene's answers are the same on every package.

    Notes
    -----
    Cost: linear in the condition.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> print(negation_normal(parse("not (a = x and not b < 3)")))
    a != x or b < 3
    """
    return _pushed(condition, straight=True)


def is_monotone(condition: Condition) -> bool:
    """Tell whether becoming true of one more atom ``=`` or ``in`` can never make it false.

    Read on facts that only accumulate (consents, guarantees in force): then the least fixpoint
    exists (Knaster 1928, Tarski 1955). A double ``not`` is monotone here, though in-force
    conditions refuse any ``not`` that is written.

    Examples
    --------
    >>> from onetext.terms.packages.condition_parser import parse
    >>> is_monotone(parse("a = x or not b != y")), is_monotone(parse("not a = x"))
    (True, False)
    """
    waiting = [negation_normal(condition)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Compare) and part.sign != "=":
            return False
        waiting.extend(parts_of(part))
    return True


def _atom(atom: Atom, package: Mapping[str, Value]) -> Truth:
    chosen = package.get(atom.issue)
    return None if chosen is None else holds(atom, chosen)


def _pushed(condition: Condition, *, straight: bool) -> Condition:
    where = condition.where
    if isinstance(condition, Not):
        return _pushed(condition.part, straight=not straight)
    if isinstance(condition, And | Or):
        parts = tuple(_pushed(part, straight=straight) for part in condition.parts)
        return And(parts, where) if isinstance(condition, And) is straight else Or(parts, where)
    if isinstance(condition, AtLeast):
        parts = tuple(_pushed(part, straight=straight) for part in condition.parts)
        count = condition.count if straight else len(parts) - condition.count + 1
        return AtLeast(count, parts, where)
    if straight or isinstance(condition, Open):
        return condition
    if isinstance(condition, Compare):
        return Compare(condition.issue, _TURNED[condition.sign], condition.value, where)
    if isinstance(condition, OneOf):
        unlike = [Compare(condition.issue, "!=", given, where) for given in condition.values]
        return (
            unlike[0]
            if len(unlike) == 1
            else And(cast(tuple[Condition, ...], tuple(unlike)), where)
        )
    return Never(where) if isinstance(condition, Always) else Always(where)
