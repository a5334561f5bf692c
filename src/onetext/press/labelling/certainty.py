"""Tell how surely a report lets one know who spoke: attributed, unnamed, hedged, or a rumour."""

from __future__ import annotations

import re

from onetext.press.finding.attribution import Attribution
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Certainty

_RUMOUR = re.compile(
    r"\b(?:rumou?rs?|rumou?red|speculation|gossip|hearsay|grapevine|word (?:spread|has it|is)|"
    r"whispers?|urban legend)\b",
    re.IGNORECASE,
)
#: From "rumours" to a source whose act is only told of: "rumours in the capital that X agreed".
_THAT = (
    r"(?:\s+(?!that\b)[\w’'-]+){0,5}?\s+that\b(?:[^.;:,“”\"]+\band\s+that)?"
    r"\s+(?:the\s+|both\s+)?$"
)
_RUMOUR_AHEAD = re.compile(
    rf"\b(?:(?:rumou?rs?|speculation|gossip|hearsay|whispers?|talk){_THAT}|"
    rf"(?:is|was|been) (?:\w+ly )?(?:rumou?red|whispered|speculated){_THAT}|"
    r"(?:rumou?r|gossip|word) (?:has|had) it (?:that )?(?:the )?$|"
    r"word (?:is|was) (?:that )?(?:the )?$|"
    r"(?:according to|by) (?:\w+ )?(?:rumou?rs?|gossip|hearsay)\s*,?\s*(?:the )?$)",
    re.IGNORECASE,
)
_HEDGED_AHEAD = re.compile(
    rf"\b(?:(?:unconfirmed|conflicting) (?:reports?|claims?){_THAT}|"
    rf"(?:are|were|been|is|was) (?:\w+ )?(?:reports?|claims?|suggestions?|allegations?){_THAT}|"
    r"it (?:is|was|has been) (?:\w+ly )?"
    rf"(?:said|reported|believed|thought|alleged|claimed|understood){_THAT})",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?:spread|spreads|circulated?|circulating|went round|swirl\w*|did the rounds)\b", re.I
)
#: An adverb that hedges whatever stands in its clause.
_ADVERB = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently|unconfirmed|unverified)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|also\s+|widely\s+|now\s+)?"
    r"(?:said|thought|believed|alleged|reported|understood|rumou?red|suspected|claimed|expected|"
    r"considered|feared|known)\b",
    re.IGNORECASE,
)
#: Reports that nobody in particular makes.
_REPORTS = re.compile(
    r"(?:the |some |early |first |initial |media |press |news |other |multiple |several |local )*"
    r"reports",
    re.IGNORECASE,
)
#: Cues that hedge when nobody stands by them: "reports of fighting", "said to be ready".
_BARE = re.compile(
    r"(?:said|believed|thought|rumou?red|understood|alleged) to\b|(?:reports?|allegations?|"
    r"accusations?|claims?|suggestions?) (?:of|that|about)\b|the (?:accusation|allegation|claim)\b",
    re.IGNORECASE,
)
_HEDGED_CUES = frozenset({"allege", "reportedly", "allegedly"})
_WITHHELD = re.compile(
    r"\b(?:anonym\w+|unnamed|unidentified|unspecified|undisclosed|"
    r"(?:asked|wished|wanted|requested|preferred|declined|refused|insisted)\b[^.]{0,30}"
    r"\b(?:not (?:to )?be (?:named|identified|quoted)|to be (?:named|identified)|anonymity)|"
    r"not (?:be|being) (?:named|identified)|not authori[sz]ed to|"
    r"(?:on|under) (?:the )?condition (?:of anonymity|that (?:he|she|they) not)|"
    r"did not (?:want to )?(?:give|be) (?:(?:his|her|their) names?|named))\b",
    re.IGNORECASE,
)
#: People who are nobody in particular.
_NOBODY = re.compile(
    r"\b(?:officials?|sources?|diplomats?|analysts?|experts?|observers?|critics?|insiders?|aides?|"
    r"people|persons?|witness(?:es)?|eyewitness(?:es)?|residents?|locals|neighbou?rs?|authorities|"
    r"negotiators?|delegates?|figures?|bystanders?|onlookers?|activists?|campaigners?|"
    r"protest(?:e|o)rs?|traders?|drafters?|participants?|members|supporters|opponents|lawmakers|politicians|"
    r"commentators?|investigators?|publications?|reports|media reports|customs officers?|"
    r"soldiers?|villagers?|passengers?|attendees|whistle-?blowers?|employees?|workers|staff|"
    r"students?|parents?|scholars?|historians?|economists?|scientists|men|women|man|woman|"
    r"somebody|someone|criticism|complaint|others|another)\b",
    re.IGNORECASE,
)
_SPEAKS_FOR = re.compile(r"\bspokes(?:man|woman|person|people)|\bspokesmen\b|\bspokeswomen\b", re.I)
#: "an official from the ministry": a body answers for it.
_OF_BODY = re.compile(
    r"\b(?:officials?|officers?|representatives?|employee|members?|investigators?)"
    r"\s+(?:from|of|at|with|for|within)\s+(?:the\s+)?[A-Z]",
)
_PRONOUN = re.compile(
    r"(?:he|she|they|it|who|we|i|you|this|that|which|these|those|his|her|their)\b", re.IGNORECASE
)
_NAME = re.compile(r"\b[A-Z][\w’'-]+\s+(?:[a-z]{1,3}\s+)?(?:[A-Z]\.\s+)?[A-Z][\w’'-]+")


def certainty_of(
    text: str,
    attribution: Attribution,
    sentence: Span,
    *,
    name: str | None = None,
    role: str | None = None,
    party: str | None = None,
) -> Certainty:
    """Return how surely the report lets one know who said it.

    Parameters
    ----------
    text, attribution, sentence
        The report, the attribution, and the sentence it stands in.
    name, role, party
        Who the speaker was found to be; each None when not known. A name that is only a description
        ("an official") is none.

    Returns
    -------
    Certainty
        ``rumour`` before ``hedged`` before ``anonymous`` before ``attributed``.

    Examples
    --------
    >>> text = "Two diplomats said that talks would go on."
    >>> a = Attribution(0, "verb", Span(0, 13), Span(14, 18), (Span(19, 41),), "say")
    >>> certainty_of(text, a, Span(0, 42))
    'anonymous'
    """
    source = attribution.source.of(text) if attribution.source else ""
    cue = attribution.cue.of(text) if attribution.cue else ""
    ahead = text[sentence.start : attribution.source.start] if attribution.source else ""
    if _is_rumour(source, cue) or _RUMOUR_AHEAD.search(ahead):
        return "rumour"
    if _HEDGED_AHEAD.search(ahead) or _is_hedged(text, attribution, sentence, source, cue):
        return "hedged"
    if _is_anonymous(source, name, party, sentence.of(text)):
        return "anonymous"
    return "attributed"


def _is_rumour(source: str, cue: str) -> bool:
    if _RUMOUR.search(cue) or (_RUMOUR.search(source) and not _NAME.search(source)):
        return True
    if cue.lower().startswith(("heard", "hear")) and _is_nobody(source):
        return True
    return bool(_SPREAD.search(cue))


def _is_hedged(text: str, a: Attribution, sentence: Span, source: str, cue: str) -> bool:
    if _ADVERB.search(cue) or _ADVERB.search(source) or _REPORTS.fullmatch(source):
        return True
    if a.source is None and _BARE.match(cue):
        return True
    if _ADVERB.match(sentence.of(text)):
        return True
    if a.cue is not None:
        around = text[max(sentence.start, a.cue.start - 14) : min(sentence.end, a.cue.end + 12)]
        lead = text[max(sentence.start, a.cue.start - 24) : a.cue.end]
        if _ADVERB.search(around) and not _ADVERB.search(_content(text, a)):
            return True
        if a.source is None and _PASSIVE.search(lead):
            return True
    return a.source is None and a.lemma in _HEDGED_CUES


def _content(text: str, a: Attribution) -> str:
    return " ".join(span.of(text) for span in a.contents)


def _is_anonymous(source: str, name: str | None, party: str | None, sentence: str) -> bool:
    if _WITHHELD.search(source):
        return True
    if _PRONOUN.match(source) and len(source.split()) <= 2:
        if not name:
            return party is None and not source.lower().startswith(("it", "we", "i", "which"))
        return _is_nobody(name)
    if not source:
        return bool(name) and _is_nobody(name or "")
    if name and not _is_nobody(name) and _NAME.search(name):
        return False
    return _is_nobody(source)


def _is_nobody(phrase: str) -> bool:
    if _WITHHELD.search(phrase):
        return True
    if _SPEAKS_FOR.search(phrase) or _OF_BODY.search(phrase):
        return False
    head = re.split(
        r"\b(?:who|which|of|from|in|at|with|for|close|within|on|familiar|there)\b|,", phrase
    )[0]
    if not head.strip():
        head = phrase
    if re.fullmatch(
        r"(?:some|many|several|few|one|all|most|two|three)(?: of (?:them|these|those))?",
        phrase.strip(),
        re.I,
    ):
        return True
    return bool(_NOBODY.search(head)) and not _NAME.search(head)
