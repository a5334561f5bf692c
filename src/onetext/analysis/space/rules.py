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
    for party in (*rule.vetoes, *(name for name, _ in rule.weights)):
        if party not in parties:
            raise BadInput(
                f"the rule names {party!r}, who is no party", instead=f"name one of {[*parties]}"
            )
    veto = [place for place, party in enumerate(parties) if party in rule.vetoes]
    passed = accept[:, veto].all(axis=1) & ((~accept).sum(axis=1) <= rule.may_refuse)
    if rule.quota is not None:
        votes = dict(rule.weights)
        passed &= accept @ np.array([votes.get(party, 1) for party in parties]) >= rule.quota
    return np.asarray(passed)


def asks_all(rule: Passing, parties: Sequence[str]) -> bool:
    """Tell whether a package passes when everybody accepts, and only then."""
    width = len(parties)
    but_one = ~np.eye(width, dtype=bool)
    all_of = passing(rule, parties, np.ones((1, width), bool)).all()
    return bool(all_of and not passing(rule, parties, but_one).any())
