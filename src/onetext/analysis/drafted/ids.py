"""Ids for what a draft names: words of the report, made fit for conditions and files."""

from __future__ import annotations

import re
from collections.abc import Collection

from onetext.terms.packages.condition import KEYWORDS, NUMBER

_WORD = re.compile(r"[^\W_]+(?:[.][^\W_]+)*")
_LEADING = frozenset(
    "a an and any but her his in its of on our that the their to would will".split()
)
_TRAILING = _LEADING | frozenset("after along at be before by for from is on than with".split())
_MOST_WORDS = 6
_MOST_SIGNS = 48


def short_id(words: str, otherwise: str, taken: Collection[str]) -> str:
    """Return an id of the first words, none of those ``taken``; ``otherwise`` where none is left.

    Examples
    --------
    >>> short_id("that the steel duty goes altogether rather than by half", "option", ())
    'steel-duty-goes-altogether-rather'
    >>> short_id("35", "option", ()), short_id("…", "option", {"option"})
    ('option-35', 'option-2')
    """
    told = [word.lower() for word in _WORD.findall(re.sub(r"['’]", "", words))]
    while len(told) > 1 and told[0] in _LEADING:
        told.pop(0)
    told = told[:_MOST_WORDS]
    while len(told) > 1 and told[-1] in _TRAILING:
        told.pop()
    made = "-".join(told)[:_MOST_SIGNS].strip("-.")
    if not made:
        made = otherwise
    if NUMBER.fullmatch(made) or made in KEYWORDS:
        made = f"{otherwise}-{made}"
    return unshared(made, taken)


def kept_id(id: str, otherwise: str, taken: Collection[str]) -> str:
    """Return an id as it is where it can stand in a case file, else made fit.

    Examples
    --------
    >>> kept_id("2031-03-02-round", "report", ()), kept_id("my report (2)", "report", ())
    ('2031-03-02-round', 'my-report-2')
    """
    made = re.sub(r"[^\w.:+&@#-]+", "-", id).strip("-_.:+&@#")
    return unshared(made or otherwise, taken)


def unshared(id: str, taken: Collection[str]) -> str:
    """Return ``id``, with a number behind it where it is taken."""
    if id not in taken:
        return id
    number = 2
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"
