"""Which packages pass a decision rule, for many packages at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onetext.errors import BadInput
from onetext.terms.passing import Passing

UNANIMITY = Passing()


def passing(
    rule: Passing, parties: Sequence[str], accept: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Tell which packages pass.

    Parameters
    ----------
    accept : bool array (packages, parties)
        Who finds a package acceptable.

    Returns
    -------
    bool array (packages)

    Raises
    ------
    BadInput
        If the rule gives a veto to somebody who is no party.

    Examples
    --------
    >>> accept = np.array([[True, True, False], [False, True, True]])
    >>> passing(Passing(vetoes=("a",), may_refuse=1), ("a", "b", "c"), accept).tolist()
    [True, False]
    """
    check_rule(rule, parties)
    return passing_columns(rule, parties, [accept[:, p] for p in range(len(parties))])


def check_rule(rule: Passing, parties: Sequence[str]) -> None:
    """Refuse a rule that names somebody who is no party.

    Raises
    ------
    BadInput
        With the names that it may have.
    """
    for party in (*rule.vetoes, *(name for name, _ in rule.weights)):
        if party not in parties:
            raise BadInput(
                f"the rule names {party!r}, who is no party", instead=f"name one of {[*parties]}"
            )


def passing_columns(
    rule: Passing, parties: Sequence[str], accept: Sequence[npt.NDArray[np.bool_]]
) -> npt.NDArray[np.bool_]:
    """Tell which packages pass, from one bool array (packages) a party."""
    passed = np.ones(len(accept[0]), bool)
    for party, column in zip(parties, accept, strict=True):
        if party in rule.vetoes or rule.may_refuse == 0:
            passed &= column
    if 0 < rule.may_refuse < len(accept):
        yes = accept[0].astype(np.int16)
        for column in accept[1:]:
            yes += column
        passed &= yes >= len(accept) - rule.may_refuse
    if rule.quota is not None:
        votes = dict(rule.weights)
        total = np.zeros(len(accept[0]), np.int64)
        for party, column in zip(parties, accept, strict=True):
            total += column * np.int64(votes.get(party, 1))
        passed &= total >= rule.quota
    return passed


def asks_all(rule: Passing, parties: Sequence[str]) -> bool:
    """Tell whether a package passes when everybody accepts, and only then."""
    width = len(parties)
    but_one = ~np.eye(width, dtype=bool)
    all_of = passing(rule, parties, np.ones((1, width), bool)).all()
    return bool(all_of and not passing(rule, parties, but_one).any())
