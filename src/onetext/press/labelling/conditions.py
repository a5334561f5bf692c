"""Find the bargain inside an offer: what is given, the words that link, and what is wanted for it.

A link alone is not enough. "If rain falls, roads may close" is a forecast. Link, main clause, what
is wanted and the cue each add their weight, and only enough of it makes a bargain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onetext.press.labelling.bargains import Bargain, fronted, linked, swapped, threatened
from onetext.press.labelling.links import Link, fronted_link
from onetext.press.labelling.scenes import Scene, scene_of
from onetext.press.labelling.trimming import EDGE
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Exchange

#: What a link weighs, and how much must come together.
_WEIGHTS = {"price": 2, "terms": 2, "clause": 0, "time": 0}
_OF_THEIR_OWN = {"unless": 1, "when": -2, "before": -1, "not before": -1, "until": -2}
_OF_THEIR_OWN |= {
    "against": 0,
    "in return": 0,
    "in exchange": 0,
    "assuming": 0,
    "subject to": 1,
    "without": 1,
}
_ENOUGH = 2
_EDGE = EDGE + "[]"
#: Without one of these there is no link at all: most statements are passed over here.
_MAY_LINK = re.compile(
    r"\b(?:if|unless|in (?:exchange|return|trade|so|case|the event)|provid(?:ed|ing)|only|when|"
    r"once|condition(?:s|al|ed)?|contingent|predicated|dependent|subject|price|against|"
    r"(?:as|so) long|should|without|as soon|until|before|day|moment|minute|hour|for|or|"
    r"otherwise|and|proviso|understanding|footing|basis|terms|assuming|pain|failing|insofar|were|barring)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…](?=[\s”\"’')\]]|$)|\n")
#: Links that may open a sentence of their own: "We will open the road. But only if they go."
_HANGS = re.compile(
    r"(?:but )?(?:only|on|under|provid|unless|as long|so long|if and|in return|in exchange)\b"
)


def find_condition(text: str, contents: Sequence[Span]) -> Exchange | None:
    """Return the condition that the words make, None where they make none.

    Parameters
    ----------
    text
        The whole report; a few words before the content say whether it is an offer.
    contents
        The content's spans. Gives and link may stand in different ones.

    Examples
    --------
    >>> text = "They are open to dropping the plan in exchange for Western guarantees."
    >>> c = find_condition(text, [Span(9, 69)])
    >>> c.gives.of(text), c.link.of(text), c.gets.of(text)
    ('dropping the plan', 'in exchange for', 'Western guarantees')
    >>> text = "If the union calls off the strike, we will raise wages."
    >>> c = find_condition(text, [Span(0, len(text))])
    >>> c.gives.of(text), c.link.of(text), c.gets.of(text)
    ('raise wages', 'If', 'the union calls off the strike')
    >>> text = "If rain falls, roads may close."
    >>> find_condition(text, [Span(0, len(text))]) is None
    True
    """
    if not contents or not _MAY_LINK.search(text, contents[0].start, contents[-1].end):
        return None
    scene = scene_of(text, contents)
    if scene.accused:
        return None
    found = [(_weight(one, scene), one) for one in _all(text, contents, scene)]
    weight, best = max(found, key=lambda pair: pair[0], default=(0, None))
    if best is None or weight < _ENOUGH:
        return None
    return Exchange(best.gives.span, best.link.span, best.gets.span)


def _all(text: str, contents: Sequence[Span], scene: Scene) -> Iterator[Bargain]:
    for number, content in enumerate(contents):
        before = contents[number - 1] if number else None
        after = contents[number + 1] if number + 1 < len(contents) else None
        previous: Span | None = None
        for sentence in _sentences(text, content):
            first, last = previous is None, content.end - sentence.end < 3
            goes_on = _next_sentence(text, sentence, after) if last and after else None
            link = fronted_link(text, sentence.start, sentence.end)
            if link and (not first or before is None or _ended(text, before, link)):
                whole = list(fronted(text, sentence, link, scene, goes_on))
                yield from whole
                if any(_weight(one, scene) >= _ENOUGH for one in whole):
                    previous = sentence
                    continue
                hangs = previous if _HANGS.match(link.words) else None
            else:
                hangs = before if first else None
            yield from linked(text, sentence, scene, hangs, opens=first and number == 0)
            yield from swapped(text, sentence)
            if not scene.long:
                yield from threatened(text, sentence)
            previous = sentence


def _next_sentence(text: str, sentence: Span, after: Span) -> Span | None:
    """Return the sentence behind the cue, None if no words stand between the two."""
    if not text[sentence.end : after.start].strip(_EDGE):
        return None
    return next(_sentences(text, after), None)


def _ended(text: str, before: Span, link: Link) -> bool:
    """Tell whether the sentence of the piece before has ended, so that the link opens another."""
    return _SENTENCE_END.search(before.of(text)[-2:]) is not None or link.span.of(text)[0].isupper()


def _sentences(text: str, content: Span) -> Iterator[Span]:
    start = content.start
    for match in _SENTENCE_END.finditer(text, content.start, content.end):
        if match.end() - start < 3:
            continue
        yield Span(start, match.start())
        start = match.end()
    if start < content.end:
        yield Span(start, content.end)


def _weight(found: Bargain, scene: Scene) -> int:
    """Return how much speaks for a bargain.

    Where much is said, and offered by no cue, a clause must ask for what somebody can do.
    """
    gives, link, gets, sure = found
    own = _OF_THEIR_OWN.get(link.words, _WEIGHTS[link.force])
    if link.force == "clause" and gives.weight < 1:
        own = min(own, 0)
    if link.force == "terms" and gives.weight < 1 and not scene.offered:
        own = 1
    if gets.weight < 1 and not (scene.offered or scene.short or link.force in ("price", "terms")):
        own -= 1
    return own + gives.weight + gets.weight + sure + scene.weight
