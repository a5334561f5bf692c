"""Find the words that may link what is given to what is wanted: "in exchange for", "if", "unless".

A link has a *force*: how surely it tells of a bargain. A **price** ("in return for") or **terms**
("provided that") hardly link anything else; a **clause** ("if", "unless") as often makes a
forecast; a **time** ("once", "when") mostly tells when. What else must be there is told in
:mod:`onetext.press.labelling.conditions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple, cast, get_args

from onetext.terms.said.span import Span

Force = Literal["price", "terms", "clause", "time"]

#: How many links of a sentence are looked at.
_MOST = 12
_DETERMINED = r"the|a|an|any|its|their|his|her|our|my|this|that|these|those|both|either|all"
_SOMEBODY = (
    r"they|it|he|she|we|you|i|any(?:one|body)|no(?:body| one)|some(?:one|body)|every(?:one|body)"
)
_SUBJECT = rf"(?=(?:{_SOMEBODY}|{_DETERMINED}|(?-i:[A-Z][\w’'-]+))\b)"
_PRICE = (
    r"in (?:exchange|return|trade) for(?: which)?|as (?:the|a) (?:price|condition) (?:of|for)|"
    r"(?:conditional|contingent|conditioned|predicated) (?:up)?on|(?<=\bmade )dependent (?:up)?on|"
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )subject to|"
    r"subject to(?= (?:the |its |their )?(?:\w+ )?(?:approval|agreement|consent|ratification|"
    r"confirmation|review|conditions?)\b)|"
    r"but not without|but only (?:on|with|for|against|to(?= an?\b)|at(?= an?\b)|"
    r"in (?:exchange|return) for)(?! (?:the )?condition)|"
    r"only (?:on|against)(?= (?:the )?(?:proof|payment|receipt|delivery|sight|production)\b)|"
    rf"at the price of|(?<!\bthat )in (?:return|exchange)(?=,? {_SUBJECT})|"
    r"(?<=, )against"
)
_TERMS = (
    r"(?:but )?only (?:if|when|once|after)(?! (?:a|every|each|per) (?:year|month|week|day|term)\b)|"
    r"if and only if|"
    r"(?:but )?(?:only )?(?:on|under) (?:(?:the|one|two|three|the single) )?conditions?"
    r"(?! of anonym)(?: of(?! the)|: that|: | that)?|"
    r"(?:but )?(?:only )?on (?:the )?(?:understanding|proviso|footing|basis|terms) that|"
    r"with the (?:proviso|condition) that|the condition being that|assuming(?: that)?|"
    r"on pain of|failing which|in (?:exchange|return) if|provid(?:ed|ing)(?: always)? that|"
    rf"provid(?:ed|ing)(?= (?:two|three|four|\d+|no)\b| {_SUBJECT})"
)
_CLAUSE = (
    r"unless and until|unless|if and when|in the event (?:that|of)|in so far as|insofar as|"
    r"(?:for )?(?:as|so) long as|"
    r"(?<!\bas )(?<!\beven )(?<!\bwhat )(?<!\bsee )(?<!\bask )(?<!\basked )(?<!\bwonder )"
    r"(?<!\bknow )(?<!\bsure )(?<!\bthinking )(?<!\bout )(?<!\bsay )if"
    r"(?! (?:need|needs|needed|possible|necessary|any|so|only|not|anything|you like|you will|"
    r"you ask|i may|that makes|it makes|(?:re-?)?elected|convicted|found guilty|true|confirmed)\b)|"
    rf"should(?= {_SUBJECT})|without"
)
_TIME = (
    r"as soon as(?! possible)|not until|until|not before|before|when|"
    r"(?<!\bat )(?<!\bnot )(?<!\bnever )(?<!\bfor )(?<!\bonly )once"
    r"(?! (?:a (?:year|month|week|day)|more|again|in|every|per|and|or|upon)\b)|"
    rf"(?:from )?the (?:very )?(?:day|moment|minute|hour)(?: that)?(?= {_SUBJECT}| there\b)"
)
_FORCES = rf"(?P<price>{_PRICE})|(?P<terms>{_TERMS})|(?P<clause>{_CLAUSE})|(?P<time>{_TIME})"
_LINK = re.compile(rf"\b(?:{_FORCES})(?!\w)", re.IGNORECASE)
_FRONTED = re.compile(
    r"[\s“”\"‘’',]*(?:(?:but|and|so|now|yes|well|then|that)[,\s]+)*"
    rf"(?P<link>{_FORCES}|"
    r"(?P<each>for (?:every|each))|(?P<were>were(?= (?:[\w’'-]+ ){1,5}to\b))|"
    r"in case of|barring|failing)(?!\w)",
    re.IGNORECASE,
)


class Link(NamedTuple):
    """Hold the place of a link, how surely it tells of a bargain, and its words in lower case."""

    span: Span
    force: Force
    words: str


def links_in(text: str, start: int, end: int) -> Iterator[Link]:
    """Yield what may link two parts of a sentence, in text order.

    Examples
    --------
    >>> [tuple(link[1:]) for link in links_in("We stay unless we are paid, say by May.", 0, 39)]
    [('clause', 'unless')]
    """
    for match in islice(_LINK.finditer(text, start, end), _MOST):
        yield _link(match, match[0], match.span())


def fronted_link(text: str, start: int, end: int) -> Link | None:
    """Return the link that a sentence opens with: "If you go, we go"; None if it opens otherwise.

    Examples
    --------
    >>> fronted_link("For every man you free, we free two.", 0, 36).words
    'for every'
    """
    match = _FRONTED.match(text, start, end)
    return _link(match, match["link"], match.span("link")) if match else None


def _link(match: re.Match[str], words: str, place: tuple[int, int]) -> Link:
    named = match.groupdict()
    force = next((force for force in get_args(Force) if named[force]), "terms")
    start, end = place
    if words.lower().startswith("but "):
        start, words = start + 4, words[4:]
    return Link(Span(start, end), cast(Force, force), words.lower())
