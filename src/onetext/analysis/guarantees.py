"""Guarantees asked for, offered or refused in public: one row for each guarantor named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from onetext.analysis.authority import Voices
from onetext.analysis.evidence import point, sentences, texts_of
from onetext.analysis.findings import Guarantee
from onetext.analysis.mentions import Mention, Names
from onetext.analysis.stances import lean_of
from onetext.analysis.utterances import Utterance, utterances
from onetext.analysis.wording import word_set
from onetext.record.view import View
from onetext.terms.party import Party
from onetext.terms.said.span import Span

Act = Literal["asked", "offered", "refused", "mentioned"]

_NOUN = re.compile(
    r"\b(?:guarantees?|guarantors?|security assurances?|defen[cs]e (?:treaty|pact|pledge)"
    r"|treat(?:y|ies) of alliance)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:[\w’'.-]+\s+){0,4}$")
_STOPS = word_set(
    "a an the any some such these those this that all no and or but for of from by with to in "
    "on at as is are was were be our their its his her my your which what whose both each "
    "will would can could may might must should shall without against between under than not "
    "into about over if open want wants seek seeks need needs get give gives offer offers "
    "provide provides demand demands certain strong real"
)
_END = re.compile(
    r"\b(?:are|is|was|were|be|will|would|can|could|may|might|must|should|has|have|had|that"
    r"|which|who|if"
    r"|when|unless|before|after|so|because|while|but|in exchange|in return|rather than)\b"
    r"|\bto (?!the\b|us\b|our\b|its\b)[a-z]|[;:?!]",
)
_LINK = re.compile(
    r"\b(?P<link>from|by|between|with|involving|including|for|to|against|of|on|in|as well as"
    r"|like)\b"
)
_GIVES = ("from", "by", "between", "with", "involving", "including", "as well as", "like")
_NAME = re.compile(r"(?<![\w.])(?:[A-Z][\w’'-]*[\w](?:\s+[A-Z][\w’'-]*\w)*)")
_NOT_A_PARTY = word_set(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday article western"
)
_DOES = re.compile(
    r"^(?:\W+\w+){0,6}?\W+(?:(?:will|would|can|could|may|might|must|should|shall|to)\W+"
    r"(?:\w+\W+)?(?:guarantee|vouch)|(?:provid|giv|offer|extend)\w*(?:\W+[\w’'-]+){0,5}?\W+"
    r"(?:guarantees?|security assurances?))\b",
    re.IGNORECASE,
)
_US = re.compile(r"\b(?:for|to|cover(?:s|ing)?|protect(?:s|ing)?|on)\s+(?:us|our)\b")


@dataclass(frozen=True, slots=True)
class _Named:
    party: str
    words: str
    kind: str | None
    beneficiary: str | None
    span: Span


def guarantees(view: View) -> tuple[Guarantee, ...]:
    """Return who is named as a guarantor in statements on the record, earliest first.

    A guarantor is named by the words: "guarantees from A, B and C", "guarantees between us and
    A", "A's guarantees", "A would guarantee". A party whose role is guarantor is one too where it
    is named in a statement on guarantees, or makes one. ``kind`` is how the words call it
    ("bilateral", "Article 5-like", "defence treaty"); a guarantor may have several rows of
    several kinds. ``beneficiary`` is told only where the words say it ("for us", "between us and
    A"), or say it elsewhere in the same statement. A guarantee wanted for something is *asked*,
    one given for something *offered*.
    """
    rows: list[Guarantee] = []
    voices = Voices(view)
    names = Names(view.parties)
    texts = texts_of(view)
    roles = {party.id: party for party in view.parties if party.role == "guarantor"}
    topics = {issue.id for issue in view.issues if "guarant" in f"{issue.id} {issue.label}".lower()}
    for utterance in utterances(view):
        statement = utterance.statement
        text = texts[statement.source]
        about = bool(_NOUN.search(utterance.words)) or bool(topics & set(utterance.issues))
        if not about or statement.nested_in:
            continue
        own = statement.speaker.party
        named = list(_in_words(utterance, text, names, own))
        named += _in_roles(utterance, text, names, roles, {one.party for one in named})
        said_for = {one.beneficiary for one in named} - {None}
        everyone = said_for.pop() if len(said_for) == 1 else None
        for one in _once(named):
            rows.append(
                Guarantee(
                    guarantor=one.party,
                    guarantor_words=one.words,
                    beneficiary=_other(one.beneficiary or everyone, one.party),
                    kind=one.kind,
                    act=_act(utterance, one, own in voices.parties(statement)),
                    by_party=own,
                    speaker=statement.speaker.name or statement.speaker.role,
                    said=utterance.said,
                    evidence=(point(text, statement.source, one.span, statement.id),),
                )
            )
    return tuple(rows)


def _other(beneficiary: str | None, guarantor: str) -> str | None:
    return None if beneficiary == guarantor else beneficiary


def _once(named: Iterable[_Named]) -> Iterator[_Named]:
    seen: set[tuple[str, str | None]] = set()
    for one in named:
        if (one.party, one.kind) not in seen:
            seen.add((one.party, one.kind))
            yield one


def _in_words(utterance: Utterance, text: str, names: Names, own: str | None) -> Iterator[_Named]:
    for content in utterance.statement.contents:
        for sentence in sentences(text, content):
            nouns = [
                _Phrase(text, sentence, noun) for noun in _NOUN.finditer(text, *_ends(sentence))
            ]
            stops = [phrase.start for phrase in nouns[1:]] + [sentence.end]
            for phrase, stop in zip(nouns, stops, strict=False):
                yield from phrase.before(names)
                yield from phrase.behind(names, stop, own)
            yield from _doers(text, sentence, names)


class _Phrase:
    """Hold one noun for a guarantee with the words that go before it."""

    def __init__(self, text: str, sentence: Span, noun: re.Match[str]) -> None:
        self.text = text
        self.noun = noun
        self.start = noun.start()
        lead = _BEFORE.search(text[sentence.start : noun.start()])
        words = list(re.finditer(r"\S+", lead.group())) if lead else []
        offset = sentence.start + (lead.start() if lead else 0)
        for word in reversed(words):
            if word.group().lower().strip("’'.") in _STOPS:
                break
            self.start = offset + word.start()
        here = Span(self.start, noun.start())
        self.premodifiers = here if self.start < noun.start() else None

    def kind(self, names: Names) -> str | None:
        """Return what kind it is called, party names and "security" left out."""
        low = self.noun.group().lower()
        noun = "" if low.startswith(("guarant", "security")) else low
        words = ""
        if self.premodifiers:
            words = self.premodifiers.of(self.text)
            for mention in reversed(names.find(self.text, self.premodifiers)):
                start = mention.span.start - self.premodifiers.start
                words = words[:start] + words[mention.span.end - self.premodifiers.start :]
        left = [
            w for w in words.split() if w.lower() != "security" and not w.startswith(("’", "'"))
        ]
        return " ".join([*left, noun]).strip() or None

    def before(self, names: Names) -> Iterator[_Named]:
        """Yield parties whose guarantee it is called: "American guarantees", "A's guarantee"."""
        if self.premodifiers:
            for mention in names.find(self.text, self.premodifiers):
                span = Span(mention.span.start, self.noun.end())
                yield _Named(mention.party, mention.words, self.kind(names), None, span)

    def behind(self, names: Names, stop: int, own: str | None) -> Iterator[_Named]:
        """Yield parties named after it as givers: "guarantees for us from A, B and C"."""
        end = _END.search(self.text, self.noun.end(), stop)
        region = Span(self.noun.end(), end.start() if end else stop)
        known = names.find(self.text, region)
        links = [m["link"] for m in _LINK.finditer(self.text, region.start, region.end)]
        found: list[Mention] = []
        beneficiary = own if _US.search(self.text, region.start, region.end) else None
        for mention in (*known, *_unlisted(self.text, region, known)):
            link = self._link(region, mention.span.start)
            if link in ("for", "to"):
                beneficiary = mention.party
            elif link in _GIVES:
                found.append(mention)
        if "between" in links and own in {mention.party for mention in found}:
            beneficiary = own
        for giver in sorted(found, key=lambda m: m.span):
            if giver.party != beneficiary:
                span = Span(self.start, giver.span.end)
                yield _Named(giver.party, giver.words, self.kind(names), beneficiary, span)

    def _link(self, region: Span, at: int) -> str | None:
        before = [m["link"] for m in _LINK.finditer(self.text, region.start, at)]
        return before[-1] if before else None


def _unlisted(text: str, region: Span, known: tuple[Mention, ...]) -> Iterator[Mention]:
    """Yield capitalised names that are no known party, under their own words."""
    for found in _NAME.finditer(text, region.start, region.end):
        span = Span(found.start(), found.end())
        low = found.group().lower()
        if any(span.overlaps(mention.span) for mention in known):
            continue
        if low.split()[0] not in _NOT_A_PARTY and len(low) > 1:
            yield Mention(found.group(), span, found.group())


def _doers(text: str, sentence: Span, names: Names) -> Iterator[_Named]:
    """Yield parties that are said to guarantee: "A will guarantee", "A would give guarantees"."""
    for mention in names.find(text, sentence):
        rest = text[mention.span.end : sentence.end]
        clause = re.split(r"[.;:,—]|\bfrom\b|\bthat\b|\bif\b", rest)[0]
        match = _DOES.search(clause)
        if match:
            span = Span(mention.span.start, mention.span.end + match.end())
            yield _Named(mention.party, mention.words, None, None, span)


def _in_roles(
    utterance: Utterance,
    text: str,
    names: Names,
    roles: dict[str, Party],
    known: set[str],
) -> Iterator[_Named]:
    own = utterance.statement.speaker.party
    contents = utterance.statement.contents
    if own in roles:
        if own not in known:
            here = utterance.statement.speaker.mention
            words = here.of(text) if here else roles[own].name
            yield _Named(own, words, None, None, contents[0])
        return
    for content in contents:
        for sentence in sentences(text, content):
            for mention in names.find(text, sentence):
                if mention.party in roles and mention.party not in known:
                    known.add(mention.party)
                    yield _Named(mention.party, mention.words, None, None, sentence)


def _act(utterance: Utterance, named: _Named, on_record: bool) -> Act:
    condition = utterance.statement.condition
    own = named.party == utterance.statement.speaker.party
    if condition and not own and condition.gets and condition.gets.overlaps(named.span):
        return "asked"
    if condition and condition.gives and condition.gives.overlaps(named.span):
        return "offered"
    lean = lean_of(utterance.stance)
    if not on_record or lean is None:
        return "mentioned"
    if lean in ("refuses", "disfavours"):
        return "refused"
    if lean in ("gives", "gives_if", "favours"):
        return "offered" if own else "mentioned"
    return "mentioned" if own else "asked"


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
