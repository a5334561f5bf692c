"""What is acceptable under partial preferences, in words: for the terminal, a page, a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.acceptability.answer import Acceptability
    from onetext.analysis.acceptability.question import Asking, Question


def estimate_told(words: str, found: Acceptability) -> str:
    """Return ``as X estimates Y``, or ``of Y as told in public``, with the names of the parties."""
    parties = {party.id: party.name for party in found.case.parties}
    told = [parties.get(word, word) for word in words.split(" ")]
    if told[1:] == ["as", "told", "in", "public"]:
        return f"of {' '.join(told)}"
    if len(told) == 4 and told[2] == "estimates" and " and " in told[1]:
        told[2] = "estimate"
    return " ".join(told)


def short_told(found: Acceptability) -> str:
    """Return the answer in a sentence."""
    every = len(found.listing)
    sure, may = int((found.necessary == 1).sum()), int((found.possible != 0).sum())
    if not may:
        return f"None of {every:,} packages can be acceptable to all."
    open_ = f"; {may - sure:,} may be, {every - may:,} cannot"
    if may == sure:
        open_ = f"; the other {every - may:,} cannot be" if may < every else ""
    many = f"{sure:,}" if sure else "None"
    verb = "is" if sure in (0, 1) else "are"
    return f"{many} of {every:,} packages {verb} surely acceptable to all{open_}."


def left_told(found: Acceptability) -> str:
    """Return how many answers were not computed, empty if all were."""
    left = int((found.necessary == -1).sum() + (found.possible == -1).sum())
    if not left:
        return ""
    return f"{left:,} answers were not computed: too many programmes; counted as open."


def counts_told(found: Acceptability) -> list[tuple[str, str]]:
    """Return for each party its name and what is surely and possibly acceptable to it."""
    told = []
    for one in found.verdicts:
        sure, may = int((one.necessary == 1).sum()), int((one.possible != 0).sum())
        more = f", {may - sure:,} more may be" if may > sure else ""
        told.append((found.case.name_of(one.party), f"{sure:,} surely acceptable{more}"))
    return told


def share_told(share: float, error: float) -> str:
    """Return a share with its standard error.

    Examples
    --------
    >>> share_told(0.294, 0.007), share_told(0.0001, 0.0004), share_told(1.0, 0.0)
    ('29% ±1%', '<0.1% ±0.1%', '100%')
    """
    if share != share:
        return "not computed"
    if not error:
        return f"{share:.0%}"
    digits = 1 if error < 0.005 else 0
    shown = f"{share:.{digits}%}"
    if share > 0 and float(shown[:-1]) == 0:
        shown = f"<{10 ** -(digits + 2):.{digits}%}"
    return f"{shown} ±{max(error, 0.001 if digits else 0.01):.{digits}%}"


def refusing_told(found: Acceptability, n: int) -> str:
    """Return who says no to a package most often, if anybody does."""
    shares = found.shares.accepted[:, n]
    party = int(shares.argmin())
    if shares[party] >= 1:
        return "nobody"
    refused = 1 - shares[party]
    told = f"{refused:.0%}" if refused >= 0.01 else "<1%"
    return f"{found.case.name_of(found.parties[party])} ({told})"


def settled_told(package: Package) -> str:
    """Return a package, whole or in part, in a line."""
    return ", ".join(f"{issue} = {value}" for issue, value in package.chosen)


def worth_told(asking: Asking) -> str:
    """Return what the answer to the best question is expected to tell."""
    best = asking.best
    assert best is not None
    part = best.gain / asking.uncertainty if asking.uncertainty else 0.0
    return (
        f"The answer is expected to take away {part:.0%} of what is not known here (share × (1 −"
        f" share), summed over {asking.packages:,} packages); a yes is {best.yes:.0%} likely in the"
        f" draws. {asking.asked:,} questions were weighed."
    )


def question_told(one: Question, found: Acceptability) -> str:
    """Return a question as it is put."""
    who = found.case.name_of(one.party)
    if one.kind == "floor":
        return f"Ask {who}: is no deal worth {one.points} points or more to you?"
    if one.kind == "or no deal":
        return f"Ask {who}: would you rather have [{settled_told(one.better)}] than no deal?"
    return (
        f"Ask {who}: would you rather have [{settled_told(one.better)}] than"
        f" [{settled_told(one.worse)}], whatever becomes of the rest?"
    )


def listed_places(found: Acceptability, most: int) -> list[int]:
    """Return places among the shares, most often acceptable first; of whole sheets the sure."""
    order = found.order[:most]
    if found.shares.exact:
        order = [n for n in order if found.shares.acceptable[n]]
    return order
