"""Whose sheets an analysis may join: an exercise's own ones, or one desk's own and its estimates.

A result over two private sheets tells each owner about the other's. So without an exercise nothing
is joined but what lies on one desk, and every estimate is named in the result. A party of which no
sheet may be read is taken by what it let know in public, if it did: its red lines and its orders.
"""

from __future__ import annotations

from collections import Counter

from onetext.analysis.acceptability.misfit import Joined
from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case
from onetext.terms.sheet import Sheet


def gathered(case: Case, desk: str | None = None) -> tuple[Sheet, ...]:
    """Return one sheet for each party that is asked, in the order of the case's parties.

    Parameters
    ----------
    desk
        The party at whose desk this runs: its own sheet and its estimates. None: in an exercise
        all own sheets; else the desk of the one owner that the case has sheets of.

    Raises
    ------
    Joined
        If private sheets of several owners would be joined and the case is no exercise.
    WrongUse
        If there is no such desk.
    BadInput
        If nothing is known of anybody's preferences, or a desk has two sheets about one party.

    Examples
    --------
    >>> from onetext.cases.loading import loads
    >>> case = loads('''format: 1
    ... id: t
    ... title: T
    ... mode: exercise
    ... parties: [{id: arn, name: Arnland}, {id: bel, name: Belmark}]
    ... issues: [{id: a, label: A, options: [x, y]}]
    ... sheets: [{id: s, owner: arn}, {id: e, owner: bel, about: arn, known: judged}]
    ... red_lines: [{id: r, by: bel, keeps: a = x}]''')
    >>> [sheet.id for sheet in gathered(case)], [sheet.id for sheet in gathered(case, "bel")]
    (['s', 'public of bel'], ['e', 'public of bel'])
    """
    owners = tuple(dict.fromkeys(sheet.owner for sheet in case.sheets))
    if desk is None and case.mode != "exercise":
        if len(owners) > 1:
            raise Joined(
                f"the sheets here are private to {', '.join(map(repr, owners))}",
                instead="name one with --desk, or write 'mode: exercise' if it is one",
                ways=tuple(("sheets", sheet.id) for sheet in case.sheets),
            )
        desk = next(iter(owners), None)
    elif desk is not None and desk not in owners:
        raise WrongUse(
            f"there is no sheet of {desk!r}",
            instead=f"write one of {', '.join(owners)}" if owners else "leave --desk out",
        )
    read = [
        sheet
        for sheet in case.sheets
        if (sheet.basis == "own" if desk is None else sheet.owner == desk)
    ]
    for party, count in Counter(sheet.about for sheet in read).items():
        if count > 1:
            raise Joined(
                f"{count} sheets of one desk are about {party!r}",
                instead="keep one",
                ways=tuple(("sheets", sheet.id) for sheet in read if sheet.about == party),
            )
    found = {sheet.about: sheet for sheet in read}
    for one in case.parties:
        if one.id not in found and (known := public(case, one.id)):
            found[one.id] = known
    if not found:
        raise BadInput(
            "nothing is known of what anybody prefers", instead="add sheets, orders or red lines"
        )
    return tuple(found[party.id] for party in case.parties if party.id in found)


def public(case: Case, party: str) -> Sheet | None:
    """Return what a party let know in public as a sheet, None if that is nothing."""
    lines = tuple(line for line in case.red_lines if line.by == party)
    orders = tuple(order.preference for order in case.orders if order.by == party)
    if not lines and not orders:
        return None
    return Sheet(f"public of {party}", party, party, red_lines=lines, prefers=orders)


def told(sheet: Sheet) -> str:
    """Return how a result names what it takes a party's preferences from; empty for its own."""
    if sheet.id == f"public of {sheet.about}":
        return f"{sheet.about} as told in public"
    return sheet.told
