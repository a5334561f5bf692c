"""What a report opens with, where its verb is in no lexicon: judged by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onetext.press.finding.attribution import Attribution
from onetext.press.telling.event_clauses import bounds_of, clause_of
from onetext.press.telling.event_words import EventHit, EventWord, Needs, word_set
from onetext.press.telling.telling import UNREAL, Telling
from onetext.press.text.clauses import is_verb_at
from onetext.press.text.lexis import NEGATIONS, is_finite
from onetext.press.text.sentences import Page, Sentence
from onetext.terms.said.event import EventType
from onetext.terms.said.span import Span

_FATE = word_set(
    "crash crashed earthquake quake storm hurricane cyclone typhoon tornado flood floods flooding"
    " landslide avalanche eruption wildfire fire drowned capsized sank overturned collapsed died"
    " heatwave match league championship champions cup tournament goals goal final finals title"
    " season innings tries team coach stage race marathon medal semi-final derby rugby football"
    " cricket basketball soccer hockey tennis win points playoff playoffs grand-prix olympics"
)
_KINDS: tuple[tuple[EventType, frozenset[str]], ...] = (
    (
        "legal",
        word_set(
            "court courts judge judges jury tribunal prison jail sentence sentences prosecutors"
            " prosecutor lawsuit charges counts conviction verdict custody murder manslaughter"
            " magistrates inquest detectives smuggling trafficking fraud legal"
        ),
    ),
    (
        "vote",
        word_set(
            "parliament parliamentary election elections referendum ballot senate lawmakers mps"
            " by-election vote votes voters legislature congress assembly seats legislative"
        ),
    ),
    (
        "military",
        word_set(
            "troops forces soldiers militants rebels army missile missiles attack attacks gunman"
            " gunmen militia bomb bombs airstrikes insurgents navy warplanes"
        ),
    ),
    (
        "agreement",
        word_set("agreement deal accord treaty pact merger acquisition takeover truce ceasefire"),
    ),
    (
        "conference",
        word_set(
            "convention conference symposium seminar workshop expo exposition fair faire comicon"
            " forum colloquium"
        ),
    ),
)
#: Gatherings that a proper name ends in: "the Norvik Bakers' Convention".
_FAIRS = word_set("convention faire comicon symposium expo")
_AGENTS = word_set(
    "government ministry minister president premier chancellor governor mayor king queen emperor"
    " pope council commission committee authority authorities agency administration company firm"
    " airline bank university party union organisers organizers regulator league association"
    " federation board police department state city republic kingdom airline retailer operator"
    " broadcaster workers staff teachers students doctors nurses farmers drivers activists"
    " protesters executive officials officers states corporation organisation organization"
    " foundation"
)
_MODALS = word_set("would could may might can should must will")
_CONDITIONS = word_set("if would could should unless")
#: A time right behind the source: when it was said, and no date of what it tells.
_WHEN = re.compile(r",?\s(?:on\b|in a\b|yesterday|today|late\b|earlier)")
_TOLD_BY = word_set("media reports report newspaper newspapers article page")
#: Verbs of making known, whatever they take: "The agency reported nine cases".
_TELLS = word_set("reported confirmed announced revealed disclosed published released unveiled")
#: Verbs of a subject that meets with something, and acts on nobody.
_NO_ACT = word_set(
    "responded turned answered attended became remained saw faced took received reached surpassed"
    " celebrated marked featured welcomed descended flocked returned discussed"
)
_RELATIVES = word_set("which who whom whose where")
_REPLIES = frozenset("answer ask reply respond discuss".split())
#: Verbs told of several in the present: "scientists say".
_OFTEN = frozenset("say warn find report suggest show claim fear believe hope urge".split())


def opening_of(page: Page, index: int, attributions: Sequence[Attribution]) -> Telling | None:
    """Return the event that the sentence opening a report tells, None where it tells none.

    What stands before its attribution ("…, state media said") is the event, of the kind that its
    words belong to; words that somebody says first ("The premier said …") are an announcement.
    Accidents, disasters, deaths and matches are no events, but what is announced of them is.

    Examples
    --------
    >>> from onetext.press.text.sentences import cut
    >>> found = opening_of(cut("Judges on Monday gave the banker nine years in jail."), 0, [])
    >>> found.type if found else None
    'legal'
    """
    sentence = page.sentences[index]
    if sentence.tokens[-1].low == "?":
        return None
    near = [a for a in attributions if a.sentence == index]
    saying = next((a for a in near if _is_saying(sentence, a)), None)
    low = {t.low for t in sentence.tokens}
    plain = {t.low for t in sentence.tokens if t.low == t.text} | _subject(sentence)
    plain |= low & _FAIRS
    leads = saying is not None and _leads(sentence, saying)
    if not leads and not low & _FATE:
        kind = next((kind for kind, words in _KINDS if plain & words), None)
        told = _clause(page.text, sentence, near)
        if told is not None:
            at, clause = told
            if kind is None and saying is None and _acts(sentence, clause, at):
                verb = sentence.tokens[at].low
                kind = "announcement" if verb in _TELLS else "unilateral"
                kind = None if verb in _NO_ACT else kind
            if kind is not None:
                return _told(sentence, at, kind, clause)
    if saying is None or saying.source is None or saying.cue is None:
        return None
    said = {word for span in saying.contents for word in span.of(page.text).lower().split()}
    if said & _CONDITIONS:
        return None
    if _TOLD_BY & {*saying.source.of(page.text).lower().split()}:
        return None
    if saying.kind == "according" and not _WHEN.match(page.text, saying.source.end):
        return None
    at = next(i for i, t in enumerate(sentence.tokens) if t.end > saying.cue.start)
    first, second = sorted((saying.source, saying.cue))
    return _told(sentence, at, "announcement", Span(first.start, max(first.end, second.end)))


def _is_saying(sentence: Sentence, one: Attribution) -> bool:
    if one.source is None or one.cue is None or one.inherited:
        return False
    if any(t.kind == "quote" for t in sentence.tokens[:1]):
        return False
    if one.kind == "verb" and (one.lemma in _REPLIES or _is_aside(sentence, one)):
        return False
    return one.kind in ("verb", "according") and one.stance != "deny"


def _is_aside(sentence: Sentence, one: Attribution) -> bool:
    """Tell whether a relative clause says it, or a word that is no verb: "a rights advocate"."""
    if one.source is None or one.cue is None:
        return True
    before = [t.low for t in sentence.tokens if t.start < one.source.start][-2:]
    if not _RELATIVES.isdisjoint(before):
        return True
    cue = next(t.low for t in sentence.tokens if t.end > one.cue.start)
    return cue == one.lemma and not is_finite(cue) and cue not in _OFTEN


def _subject(sentence: Sentence) -> set[str]:
    """Return the words before the first verb: a court or a parliament may be its subject."""
    tokens = sentence.tokens
    verb = next((i for i in range(1, len(tokens)) if is_verb_at(tokens, i)), 0)
    return {t.low for t in tokens[:verb]}


def _leads(sentence: Sentence, one: Attribution) -> bool:
    """Tell whether somebody's saying opens the sentence, before what is said."""
    if one.kind == "according" or one.cue is None:
        return False
    return all(span.start > one.cue.start for span in one.contents)


def _clause(text: str, sentence: Sentence, near: Sequence[Attribution]) -> tuple[int, Span] | None:
    """Return the first finite verb of the sentence, and its clause."""
    tokens = sentence.tokens
    at = next((i for i in range(1, len(tokens)) if is_verb_at(tokens, i)), None)
    if at is None or tokens[at].low in _MODALS:
        return None
    clause = clause_of(text, tokens, at, bounds_of(tokens, near))
    if clause is None:
        return None
    inside = {t.low for t in tokens if clause.holds(Span(t.start, t.end))}
    return None if inside & (NEGATIONS | UNREAL) else (at, clause)


def _acts(sentence: Sentence, clause: Span, at: int) -> bool:
    """Tell whether an office or a body is the subject of the verb."""
    subject = [t.low for t in sentence.tokens[:at] if t.start >= clause.start]
    return any(low in _AGENTS for low in subject)


def _told(sentence: Sentence, at: int, kind: EventType, evidence: Span) -> Telling:
    word = EventWord(sentence.tokens[at].low, "v", (), kind, 0, Needs())
    hit = EventHit(at, at + 1, word, frozenset())
    return Telling(hit, kind, sentence.index, evidence, "held", None, True, False, False, "")
