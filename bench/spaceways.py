"""One way of working one case, in a process of its own: prints its times, sizes and memory.

Run by ``bench/space.py``. The way ``negmas`` runs under the interpreter of a throwaway environment
that has NegMAS in it (AGPL; no part of this project), the others under ours.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from spacecases import CASES, Ints, Made

Answer = dict[str, float]


def floors(tables: list[Ints], share: float) -> list[int]:
    best = np.sum([rows.max(axis=0) for rows in tables], axis=0)
    return [int(share * x) for x in best]


def set_alone(made: Made) -> Callable[[], Answer]:
    """Our efficient set without the solutions."""
    from onetext.analysis.space.frontier import frontier
    from onetext.analysis.space.tables import problem

    tables, links = made.tables(), made.linked()

    def listed() -> Answer:
        found = frontier(problem(tables, links=links))
        assert found.exact, found.why
        logs = np.log(np.maximum(found.points, 1e-9)).sum(axis=1)
        return {"size": found.size, "nash": float(logs.max())}

    return listed


def ours(made: Made) -> Callable[[], Answer]:
    """Frontier and solutions end to end; Nash alone, and a formula, where the case says so."""
    from onetext.analysis.space import exhaustive
    from onetext.analysis.space.frontier import frontier
    from onetext.analysis.space.solutions import solutions
    from onetext.analysis.space.tables import problem

    tables, links = made.tables(), made.linked()

    def whole() -> Answer:
        posed = problem(tables, links=links, floors=[0] * made.parties)
        found = frontier(posed)
        assert found.exact, found.why
        solved = solutions(posed, over=found)
        assert all(one.exact for one in solved.values())
        nash = solved["nash"].points[0].astype(float)
        return {"size": found.size, "nash": float(np.log(np.maximum(nash, 1e-9)).sum())}

    def nash() -> Answer:
        posed = problem(tables, floors=floors(tables, 0.4))
        one = solutions(posed, ["nash"])["nash"]
        assert one.exact
        assert one.certificate is not None
        return {"size": one.certificate.searched, "nash": one.certificate.log_value}

    def formula() -> Answer:
        found = exhaustive.best(problem(tables), lambda u: np.minimum.reduce(u))
        return {"size": found.passed, "nash": found.value}

    name = next(key for key, one in CASES.items() if one == made)
    return nash if name.startswith("Nash") else formula if name.startswith("any") else whole


def plain(made: Made) -> Callable[[], Answer]:
    """The prototype: add an issue, drop equal rows with numpy, dominated ones with moocore."""
    import moocore  # type: ignore[import-untyped]

    tables = [rows.astype(float) for rows in made.tables()]

    def fold() -> Answer:
        kept = np.zeros((1, made.parties))
        for rows in tables:
            kept = np.unique((kept[:, None, :] + rows[None]).reshape(-1, made.parties), axis=0)
            kept = kept[moocore.is_nondominated(-kept)]
        return points(kept)

    return fold


def all_rows(made: Made) -> Callable[[], Answer]:
    """Every package as a row, and moocore on all rows."""
    import moocore

    tables = [rows.astype(float) for rows in made.tables()]

    def listed() -> Answer:
        total = np.zeros((1, made.parties))
        for rows in tables:
            total = (total[:, None, :] + rows[None]).reshape(-1, made.parties)
        return points(total[moocore.is_nondominated(-total)])

    return listed


def points(kept: npt.NDArray[np.float64]) -> Answer:
    """The solutions from an efficient set, in the shortest way."""
    logs = np.log(np.maximum(kept, 1e-9)).sum(axis=1)
    kept.min(axis=1).argmax(), (kept / kept.max(axis=0)).min(axis=1).argmax(), kept.sum(1).argmax()
    return {"size": len(kept), "nash": float(logs.max())}


def negmas(made: Made) -> Callable[[], Answer]:
    """NegMAS: issues and linear utility functions, its frontier, then its points."""
    from negmas import make_issue  # type: ignore[import-not-found]
    from negmas.preferences import LinearAdditiveUtilityFunction  # type: ignore[import-not-found]
    from negmas.preferences.ops import (  # type: ignore[import-not-found]
        kalai_points,
        ks_points,
        nash_points,
        pareto_frontier,
    )

    tables = made.tables()
    issues = [
        make_issue([str(o) for o in range(made.options)], f"i{n}") for n in range(made.issues)
    ]

    def solve() -> Answer:
        sides = [
            LinearAdditiveUtilityFunction(
                values=[
                    {str(o): float(rows[o, party]) for o in range(made.options)} for rows in tables
                ],
                issues=issues,
                reserved_value=0.0,
            )
            for party in range(made.parties)
        ]
        found, _ = pareto_frontier(sides, issues=issues)
        best = nash_points(sides, found, issues=issues)
        kalai_points(sides, found, issues=issues)
        ks_points(sides, found, issues=issues)
        size = len({tuple(round(x, 6) for x in row) for row in found})
        logs = math.log(math.prod(max(x, 1e-9) for x in best[0][0])) if best else 0.0
        return {"size": size, "nash": logs}

    return solve


WAYS = {"ours": ours, "set": set_alone, "plain": plain, "all rows": all_rows, "negmas": negmas}


def main() -> None:
    """Print the seconds of each run, what came out, and the most memory held."""
    case, way, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    work = WAYS[way](CASES[case])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, answer = [], {}
    for _ in range(runs + (way != "negmas")):  # the first warms up the imports
        begun = time.perf_counter()
        answer = work()
        took.append(time.perf_counter() - begun)
        if took[-1] > 5:
            break
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = took[1:] if len(took) > 1 and way != "negmas" else took
    print(json.dumps({"seconds": took, "peak": peak, "before": before, **answer}))


if __name__ == "__main__":
    main()
