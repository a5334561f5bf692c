"""``onetext acceptability``: what is acceptable when preferences are known only in part."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from onetext.cases.loading import Reading, load, look
from onetext.cases.placing import placed
from onetext.cli.asking import package_given, package_row
from onetext.cli.lines import listed, printed
from onetext.cli.output import in_json, note, say
from onetext.cli.progress import bar
from onetext.errors import BadInput

if TYPE_CHECKING:
    from onetext.analysis.acceptability.answer import Acceptability
    from onetext.analysis.acceptability.misfit import Misfit
    from onetext.analysis.acceptability.necessary import Answers
    from onetext.analysis.acceptability.question import Asking, Question

MOST_LISTED = 50


def show_acceptability(
    path: str,
    *,
    draws: int,
    seed: int,
    desk: str | None,
    package: str | None,
    jobs: int,
    json: bool,
) -> None:
    """Load a case and print what is acceptable.

    Exit 1 if no package can be acceptable to all; 130, with what was drawn so far, on Ctrl-C.

    Raises
    ------
    BadInput
        If the case is faulty or a sheet contradicts itself, with the place of every statement that
        clashes; if private sheets would be joined outside an exercise.
    WrongUse
        If the package, the desk or a number is.
    """
    from onetext.analysis.acceptability.answer import acceptability
    from onetext.analysis.acceptability.misfit import Misfit
    from onetext.cli.accepted_shown import show
    from onetext.cli.workers import processes

    reading = look(path)
    case = reading.case or load(path)
    within = package_given(package, case.space)
    try:
        with processes(jobs) if jobs > 1 else nullcontext() as pool, bar("Drawing") as progress:
            found = acceptability(
                case,
                draws=draws,
                seed=seed,
                desk=desk,
                within=within,
                executor=pool,
                progress=progress,
            )
    except Misfit as fault:
        raise _at(reading, fault) from None
    say(in_json(to_row(found), indent=1) + "\n" if json else printed(lambda on: show(found, on)))
    if found.shares.stopped:
        note(f"onetext: interrupted after {found.shares.draws:,} of {draws:,} draws")
        sys.exit(130)
    if not (found.possible != 0).any():
        sys.exit(1)


def _at(reading: Reading, fault: Misfit) -> BadInput:
    """Return the error with its places: the first as its own, the others after it."""
    places = [where for way in fault.ways if (where := placed(reading.files, way))]
    if not places:
        return fault
    first, *rest = places
    others = [f"{one.line}:{one.column}" if one.file == first.file else str(one) for one in rest]
    told = f"{fault.instead} (see {listed(others)})" if others else fault.instead
    return BadInput(fault.what, instead=told, where=first)


def to_row(found: Acceptability) -> dict[str, Any]:
    """Return the answer for JSON."""
    shares, order = found.shares, found.order[:MOST_LISTED]
    errors = shares.errors
    return {
        "format": 1,
        "case": found.case.id,
        "parties": list(found.parties),
        "as_estimated": list(found.as_estimated),
        "unheard": list(found.unheard),
        "packages_in_all": len(found.listing),
        "packages": [
            {
                "package": package_row(found.listing.package(int(shares.places[n]))),
                "acceptable": _number(shares.acceptable[n]),
                "efficient": _number(shares.efficient[n]),
                "nash": _number(shares.nash[n]),
                "stderr": {
                    name: _number(error[n])
                    for name, error in zip(("acceptable", "efficient", "nash"), errors, strict=True)
                },
                "by_party": {
                    party: _number(share)
                    for party, share in zip(found.parties, shares.accepted[:, n], strict=True)
                },
            }
            for n in order
        ],
        "necessary": _sure(found, found.necessary, [one.necessary for one in found.verdicts]),
        "possible": _sure(found, found.possible, [one.possible for one in found.verdicts]),
        "next_question": None if found.asking is None else _asking(found.asking),
        "conventions": list(found.conventions),
        "draws": shares.draws,
        "draws_asked": shares.asked,
        "draws_of": {
            "all_packages": shares.all_draws,
            "efficient": shares.tally.efficient_draws,
            "nash": shares.tally.nash_draws,
        },
        "seed": shares.seed,
    }


def _sure(found: Acceptability, every: Answers, each: list[Answers]) -> dict[str, Any]:
    yes = (every == 1).nonzero()[0]
    return {
        "count": len(yes),
        "not_computed": int((every == -1).sum()),
        "packages": [package_row(found.listing.package(int(n))) for n in yes[:MOST_LISTED]],
        "by_party": {
            one.party: {
                "count": int((answers == 1).sum()),
                "not_computed": int((answers == -1).sum()),
                "method": one.method,
            }
            for one, answers in zip(found.verdicts, each, strict=True)
        },
    }


def _asking(asking: Asking) -> dict[str, Any] | None:
    if asking.best is None:
        return None
    return {
        **_question(asking.best),
        "uncertainty": _number(asking.uncertainty),
        "weighed": asking.asked,
        "ties": [_question(one) for one in asking.ties],
    }


def _question(one: Question) -> dict[str, Any]:
    return {
        "party": one.party,
        "kind": one.kind,
        "better": package_row(one.better) or None,
        "worse": package_row(one.worse) or None,
        "points": one.points,
        "yes": _number(one.yes),
        "gain": _number(one.gain),
    }


def _number(given: Any) -> float | None:
    found = float(given)
    return None if found != found else round(found, 6)
