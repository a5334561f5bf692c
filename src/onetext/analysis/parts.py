"""A long statement does several things; each is weighed as a saying of its own."""

from __future__ import annotations

from dataclasses import replace

from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange, Statement


def parts_of(statement: Statement) -> tuple[Statement, ...]:
    """Return one statement for each point, the statement itself where it has none.

    A part keeps the statement's id, speaker, date, cue and certainty, so that evidence still names
    the statement; content, stance, issues, targets and condition are the point's. A condition told
    of the whole statement belongs to the point in which it begins.

    Examples
    --------
    >>> from onetext.terms.said.statement import Point, Speaker
    >>> points = (Point(Span(0, 9), "accept"), Point(Span(10, 19), "reject"))
    >>> content = (Span(0, 19),)
    >>> whole = Statement(
    ...     "s1", "a", Speaker("Ivo Renn"), None, content, (), "indirect", "accept", points=points
    ... )
    >>> [(part.id, part.stance, part.contents) for part in parts_of(whole)]
    [('s1', 'accept', (Span(start=0, end=9),)), ('s1', 'reject', (Span(start=10, end=19),))]
    """
    if not statement.points:
        return (statement,)
    return tuple(
        replace(
            statement,
            contents=statement.within(point.span),
            verbatim=tuple(span for span in statement.verbatim if span.overlaps(point.span)),
            stance=point.stance,
            issues=point.issues,
            targets=point.targets,
            condition=point.condition or _inside(statement.condition, point.span),
            points=(),
        )
        for point in statement.points
    )


def _inside(condition: Exchange | None, span: Span) -> Exchange | None:
    if condition is None:
        return None
    first = condition.gives or condition.gets
    return condition if first is not None and span.start <= first.start < span.end else None
