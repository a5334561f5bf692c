"""Who is behind findings: the team that "the researchers", "the study" and "results" take up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onetext.terms.said.span import Span

_LEARNED = (
    r"(?i:researchers|scientists|astronomers|physicists|biologists|chemists|geologists|ecologists"
    r"|archa?eologists|pa?laeontologists|economists|engineers|scholars|academics|psychologists)"
)
_PLACE = r"(?:the )?[A-ZÀ-Þ][\w’'&.-]*(?: (?:(?:of|for|at|and|the) ){0,2}[A-ZÀ-Þ][\w’'&-]*){0,8}"
_NAMED = re.compile(
    rf"(?:(?:[a-z]+ )?(?:team|group) of (?:[a-z]+ )?{_LEARNED}(?: (?:from|at|in|of) {_PLACE})?"
    rf"|{_LEARNED} (?:from|at|in|of|with) {_PLACE}"
    rf"|{_LEARNED} (?:studying|investigating|analysing|analyzing) [a-z]+ in {_PLACE})"
)
_OPENS = re.compile(rf"\b(?:(?:[a-z]{{1,30}} )?(?:team|group) of (?:[a-z]{{1,30}} )?)?{_LEARNED}\b")
_ENDS = re.compile(r"[.;,:!?\n“”\"]")
_IN_PLACE = re.compile(r" in (?:the )?[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*(?= and |$)")
_AGAIN = re.compile(
    r"(?:(?:the|these|those|this|their) )(?:same )?(?:researchers|scientists|team|research team"
    r"|authors|study|paper|research|results?|findings|experiments?|tests"
    r"|study[’']s authors|authors of the study)|researchers|results|findings",
    re.IGNORECASE,
)
_LOOKED = re.compile(
    r"(?:(?:the|these|their|a|an|initial|early|preliminary|first|ongoing|official|subsequent) )*"
    r"(?:investigations?|inquir(?:y|ies))",
    re.IGNORECASE,
)


def team_named(words: str) -> str | None:
    """Return the name of a team that a source phrase tells with its house, without the place.

    Examples
    --------
    >>> team_named("scientists from the University of Lisk (UL) in Voland and UC Norda, who met,")
    'scientists from the University of Lisk and UC Norda'
    >>> team_named("the researchers")
    """
    bare = re.sub(r"^(?:the|an?|two|three|several|some)\s", "", words.strip(" ,"), flags=re.I)
    bare = re.sub(r"\s\([^()]{1,40}\)", "", bare)
    if re.search(r"\b(?:from|at)\b", bare):
        bare = _IN_PLACE.sub("", bare)
    found = _NAMED.match(bare)
    return found[0] if found else None


def teams(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the teams that a report names with their houses, and where each stands.

    Cost: linear in the text.
    """
    for found in _OPENS.finditer(text):
        name = team_named(_ENDS.split(text[found.start() : found.end() + 160])[0])
        if name is not None:
            yield name, Span(found.start(), found.end())


def takes_up_findings(words: str) -> bool:
    """Tell whether words take up a study or its makers: "the researchers", "results".

    Examples
    --------
    >>> takes_up_findings("The researchers"), takes_up_findings("researchers at Lisk University")
    (True, False)
    """
    return _AGAIN.fullmatch(words.strip(" ,")) is not None


def those_who_looked(words: str) -> str | None:
    """Return who made "preliminary investigations" by the plain word, None for other words."""
    return "investigators" if _LOOKED.fullmatch(words.strip(" ,")) else None
