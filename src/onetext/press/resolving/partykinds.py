"""What kind of party plain words describe: police, a court, researchers, media, a union."""

from __future__ import annotations

import re

LEARNED = re.compile(
    r"\b(?:professor|researchers?|scientists?|lecturer|co-author|lead author|study author|author "
    r"of the study|scholar"
    r"|astronomer|astrophysicist|physicist|biologist|chemist|geologist|seismologist|volcanologist"
    r"|climatologist"
    r"|ecologist|epidemiologist|virologist|immunologist|pa?laeontologist|paleontologist"
    r"|archa?eologist|anthropologist"
    r"|mathematician|historian|sociologist|political scientist|economist|psychologist"
    r"|neuroscientist|oceanographer"
    r"|research fellow|postdoc\w*|academic|glaciologist|egyptologist|geneticist|microbiologist"
    r"|zoologist|botanist)\b",
    re.I,
)
POLICE = re.compile(
    r"\b(?:police|sheriff(?:[’']s)?|constable|detective|superintendent|officers?|sergeant"
    r"|patrolman|trooper)\b",
    re.I,
)
COURT = re.compile(r"\b(?:court|judge|justice|magistrate|tribunal|coroner)\b", re.I)
PRESS = re.compile(
    r"\b(?:journalist|reporter|correspondent|editor|editor-in-chief|columnist|anchor|presenter"
    r"|broadcaster|newspaper"
    r"|news|media|photojournalist|newsreader)\b",
    re.I,
)
_KINDS = (
    (POLICE, "police"),
    (
        re.compile(
            r"\b(?:stud(?:y|ies)|universit(?:y|ies)|institute|scholars?|scientists?|researchers?"
            r"|authors|egyptologists?|astronomers?|archa?eologists?|pa?laeontologists?|biologists?"
            r"|physicists?|team of scientists)\b",
            re.I,
        ),
        "researchers",
    ),
    (COURT, "court"),
    (PRESS, "media"),
    (re.compile(r"\bunion|federation of labou?r\b", re.I), "union"),
    (
        re.compile(
            r"\b(?:company|corporation|inc|ltd|plc|airlines?|bank|operator|manufacturer|firm"
            r"|retailer)\b",
            re.I,
        ),
        "company",
    ),
)


def kind_of(words: str) -> str:
    """Return the kind of a party that a report's own words describe.

    Examples
    --------
    >>> kind_of("Harwick Shipping Company"), kind_of("Friends of the Lake")
    ('company', 'organisation')
    """
    return next((kind for pattern, kind in _KINDS if pattern.search(words)), "organisation")


def generic_kind(words: str) -> str | None:
    """Return the generic party of a plain description ("a judge"), None for a name."""
    head = re.split(r"\s(?:of|from|at|in|on|with|who|that|studying|working)\s", words)[0]
    if re.search(r"[A-Z]", head):
        return None
    for pattern, kind in _KINDS[:4]:
        if pattern.search(head):
            return kind
    return None
