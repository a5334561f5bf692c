"""What is acceptable under partial preferences in the form of ``--json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onetext.brief.packages.accepted import MOST_LISTED, Accepted
from onetext.brief.packages.as_json import plain
from onetext.terms.packages.package import Package

if TYPE_CHECKING:
    from onetext.analysis.acceptability.answer import Acceptability
    from onetext.analysis.acceptability.necessary import Answers
    from onetext.analysis.acceptability.question import Asking, Question


def accepted_to_json(accepted: Accepted) -> dict[str, Any]:
    """Return what is acceptable as plain lists and objects."""
    found = accepted.found
    shares, order = found.shares, found.order[:MOST_LISTED]
    errors = shares.errors
    return {
        "format": 1,
        "case": found.case.id,
        "parties": list(found.parties),
        "as_estimated": list(found.as_estimated),
        "marks": list(accepted.marks),
        "unheard": list(found.unheard),
        "packages_in_all": len(found.listing),
        "packages": [
            {
                "package": _plain(found.listing.package(int(shares.places[n]))),
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
        "packages": [_plain(found.listing.package(int(n))) for n in yes[:MOST_LISTED]],
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
        "better": _plain(one.better) or None,
        "worse": _plain(one.worse) or None,
        "points": one.points,
        "yes": _number(one.yes),
        "gain": _number(one.gain),
    }


def _number(given: Any) -> float | None:
    found = float(given)
    return None if found != found else round(found, 6)


def _plain(package: Package) -> dict[str, str | int | float]:
    return plain(package, tuple(package))
