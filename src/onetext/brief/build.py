"""Make the brief of a view."""

from __future__ import annotations

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
from onetext.brief.sections import Brief
from onetext.record.view import View


def build_brief(view: View) -> Brief:
    """Return all that can be told of ``view``: a pure function of it, the same on every machine.

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
    )
