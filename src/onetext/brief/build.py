"""Make the brief of a view."""

from __future__ import annotations

from dataclasses import replace

from onetext.analysis.contradictions import contradictions
from onetext.analysis.deadlines import deadlines
from onetext.analysis.guarantees import guarantees
from onetext.analysis.movement import movement
from onetext.analysis.offers import offers
from onetext.analysis.positions import positions
from onetext.analysis.rounds import rounds
from onetext.analysis.sticking import sticking_points
from onetext.analysis.table.table import table
from onetext.analysis.unverified import unverified
from onetext.analysis.windows import windows
from onetext.brief.case_on_file import case_on_file
from onetext.brief.packages.agreeable import Agreeable, agreeable
from onetext.brief.sections import Brief
from onetext.record.view import View
from onetext.terms.case import Case


def build_brief(view: View, *, case: Case | None = None, within: Agreeable | None = None) -> Brief:
    """Return all that can be told of ``view``: a pure function of it, the same on every machine.

    Parameters
    ----------
    case
        A public case read beside the view; without one, the case that the view itself has on file.
        Its sheets are left out.
    within
        What could be agreed by the sheets of a case at hand; without it, by those that the view
        itself shows.

    Examples
    --------
    >>> from onetext.record.view import view_of_reports
    >>> build_brief(view_of_reports([])).rounds
    ()
    """
    return Brief(
        view=view,
        rounds=rounds(view),
        positions=positions(view),
        movement=movement(view),
        offers=offers(view),
        guarantees=guarantees(view),
        sticking_points=sticking_points(view),
        unverified=unverified(view),
        windows=windows(view),
        deadlines=deadlines(view),
        contradictions=contradictions(view),
        table=table(view),
        case=replace(case, sheets=()) if case is not None else case_on_file(view),
        agreeable=within if within is not None else agreeable(view),
    )
