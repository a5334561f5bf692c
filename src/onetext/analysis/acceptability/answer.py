"""The whole answer for a case: what is sure, what the draws say, what to ask next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from onetext.analysis.acceptability.clash import consistent
from onetext.analysis.acceptability.gathered import gathered, told
from onetext.analysis.acceptability.listing import Listing, listing
from onetext.analysis.acceptability.necessary import Answers, Verdict, together, verdict
from onetext.analysis.acceptability.partial import NAMELESS, Partial
from onetext.analysis.acceptability.question import Asking, next_question
from onetext.analysis.acceptability.smaa import CANDIDATES, Shares, smaa
from onetext.analysis.acceptability.tally import Plan, party
from onetext.errors import WrongUse
from onetext.terms.case import Case
from onetext.terms.packages.package import Value

DRAWS = 20_000
MOST_DRAWS = 10**9


@dataclass(frozen=True, eq=False, slots=True)
class Acceptability:
    """Hold what is acceptable when preferences are known only in part.

    Parameters
    ----------
    as_estimated
        What every reader must be told of whose preferences these are; empty if each is a party's
        own and the case an exercise.
    unheard
        Parties of which nothing is known; they are not counted.
    """

    case: Case
    partials: tuple[Partial, ...]
    listing: Listing
    verdicts: tuple[Verdict, ...]
    shares: Shares
    asking: Asking | None
    as_estimated: tuple[str, ...]
    unheard: tuple[str, ...]
    conventions: tuple[str, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Return whose sheets were read, in order."""
        return tuple(one.party for one in self.partials)

    @property
    def necessary(self) -> Answers:
        """Return which packages are acceptable to all whatever is left open: int8 (packages)."""
        return together([one.necessary for one in self.verdicts])

    @property
    def possible(self) -> Answers:
        """Return which packages may be acceptable to all: int8 array (packages)."""
        return together([one.possible for one in self.verdicts])

    @property
    def order(self) -> list[int]:
        """Return places among ``shares``, most often acceptable first, then Nash's."""
        shares = self.shares
        keys = (np.nan_to_num(shares.efficient), np.nan_to_num(shares.nash), shares.acceptable)
        return [int(n) for n in np.lexsort(tuple(-key for key in keys))]

    def __repr__(self) -> str:
        return f"Acceptability({self.case.id!r}, {len(self.listing)} packages, {self.shares})"


def acceptability(
    case: Case,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    desk: str | None = None,
    within: Mapping[str, Value] | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    ask: bool = True,
) -> Acceptability:
    """Return which packages are acceptable for sure, which may be, how often, and what to ask.

    Parameters
    ----------
    draws, seed
        How many whole sheets of each party are drawn, and from what; the same seed gives the same
        numbers, with any number of workers.
    desk
        At whose desk: its own sheet and its estimates of the others; see ``gathered``.
    within
        What is settled already; the packages are those that complete it.
    executor, progress
        See ``smaa``.
    ask
        Whether the next question is looked for.

    Raises
    ------
    BadInput
        If private sheets would be joined, one contradicts itself (a `Clash`), is not bounded, or
        there are more than a million packages.
    WrongUse
        If there are no draws, or no such desk.

    Examples
    --------
    >>> from onetext.cases.loading import loads
    >>> case = loads('''format: 1
    ... id: t
    ... title: T
    ... parties: [{id: arn, name: Arnland}]
    ... issues: [{id: a, label: A, options: [x, y]}, {id: b, label: B, options: [x, y]}]
    ... sheets: [{id: s, owner: arn, floor: 40, out_of: 100, rankings: {a: [x, y], b: [x, y]},
    ...           most_at_stake_first: [a, b]}]''')
    >>> found = acceptability(case, draws=1000)
    >>> found.necessary.tolist(), found.possible.tolist()
    ([1, 1, 0, 0], [1, 1, 1, 0])
    >>> found.shares.acceptable.round(1).tolist()
    [1.0, 1.0, 0.2]
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise WrongUse(f"{draws} draws", instead=f"write 1 to {MOST_DRAWS:,}")
    if seed < 0:
        raise WrongUse(f"the seed {seed}", instead="write 0 or more")
    sheets = gathered(case, desk)
    partials = tuple(consistent(sheet, case.space) for sheet in sheets)
    some = listing(case.space, within)
    verdicts = tuple(verdict(one, some) for one in partials)
    shares = smaa(
        partials, some, verdicts, draws=draws, seed=seed, executor=executor, progress=progress
    )
    asking = None
    if ask and not shares.stopped and not shares.exact:
        asking = next_question(_plan(shares, some, verdicts, seed), partials, shares.accepted)
    estimated = tuple(words for sheet in sheets if (words := told(sheet)))
    heard = {one.party for one in partials}
    unheard = tuple(
        one.id for one in case.parties if one.id not in heard and _principal(case, one.id)
    )
    return Acceptability(
        case,
        partials,
        some,
        verdicts,
        shares,
        asking,
        estimated,
        unheard,
        _conventions(case, partials, shares, some),
    )


def _principal(case: Case, party: str) -> bool:
    """Tell whether a party is a principal of the talks as a whole."""
    return any(role.kind == "principal" and role.matter is None for role in case.roles_of(party))


def _plan(shares: Shares, some: Listing, verdicts: tuple[Verdict, ...], seed: int) -> Plan:
    few = some.of(shares.places)
    parties = tuple(
        party(source, few, one.necessary[shares.places] == 1)
        for source, one in zip(shares.sources, verdicts, strict=True)
    )
    return Plan(parties, few, seed, shares.draws)


def _conventions(
    case: Case, partials: tuple[Partial, ...], shares: Shares, some: Listing
) -> tuple[str, ...]:
    """Return in words what these numbers rest on, only what matters here."""
    found = ["acceptable: keeps the party's red lines and is worth its floor or more"]
    if any(m.scaled for one in partials for m in one.matters):
        found.append(
            "in an issue without points the worst option is worth 0; the best options of all issues"
            " make what the sheet is out of, links apart"
        )
    if any(one.scale == NAMELESS and one.sheet.out_of is None for one in partials):
        found.append("a sheet without numbers is out of 100, which only names its best package")
    if any(one.sheet.floor is None for one in partials):
        found.append(
            "a floor not told lies anywhere between what the worst and the best options make"
        )
    if case.passing is not None:
        found.append("acceptable to all: the case's rule of passing is not applied")
    if shares.exact:
        found.append("every sheet is whole: shares are 1 or 0, exact, from one draw")
        return tuple(found)
    found += [
        "draws: stakes evenly over all divisions that fit, options evenly between worst and best,"
        " points and floors evenly within their bounds",
        "efficient: acceptable to all, and none that is so betters it for one at nobody's cost",
        "Nash: the largest product of gains over the floors in a draw; all that tie count",
    ]
    found += [source.told for source in shares.sources if source.told]
    if any(source.drawing.rough for source in shares.sources):
        found.append(
            "packages said to be worth the same are drawn to within a hundredth of the scale"
        )
    if shares.all_draws < shares.draws:
        found.append(
            f"all {len(some):,} packages were looked at in {shares.all_draws:,} draws; then the"
            f" {CANDIDATES} most often acceptable, and only how often they are"
        )
    elif shares.tally.efficient_draws < shares.draws:
        found.append(
            f"which are efficient was asked in {shares.tally.efficient_draws:,} of the draws"
        )
    return tuple(found)
