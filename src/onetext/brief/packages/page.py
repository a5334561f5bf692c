"""The answer of a case as one self-contained HTML file."""

from __future__ import annotations

from onetext.brief import words
from onetext.brief.charts.marks import badge
from onetext.brief.packages import shown
from onetext.brief.packages.answer import Answer
from onetext.brief.packages.fair import MEANS
from onetext.brief.packages.told import change_told, count_told, number_told, settled, size_told
from onetext.brief.shell import filled
from onetext.terms.packages.package import Package


def answer_page(answer: Answer) -> str:
    """Return one page that asks nothing of the network and runs nothing.

    Cost: linear in the efficient set; the page itself stays small however large that is.
    """
    found = answer.solved
    near, width = None, len(answer.parties)
    if found.nearest is not None and found.nearest.package is not None:
        near = Package.of(found.problem.package(found.nearest.package))
    near_short = found.nearest.shortfalls if found.nearest is not None else (None,) * width
    some = shown.columns(answer)
    return filled(
        "solved.html",
        answer=answer,
        found=found,
        counts=found.acceptable,
        problem=found.problem,
        means=MEANS,
        utilities=shown.utilities_drawn(answer),
        pairs=shown.pairs_drawn(answer),
        columns=some,
        rows=shown.rows(answer, tuple(p for one in some if (p := one.package) is not None)),
        figures=shown.figures(answer),
        near=near,
        near_rows=shown.rows(answer, (near,)) if near is not None else (),
        short_of=list(zip(answer.parties, near_short, strict=True)),
        named=dict(zip(answer.parties, answer.names, strict=True)),
        shapes=shown.SHAPES,
        badge=badge,
        listed=words.listed,
        number=number_told,
        count=count_told,
        size=size_told,
        settled=lambda package: settled(package, answer),
        change=lambda move: change_told(move, answer),
    )
