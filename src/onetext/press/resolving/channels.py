"""How the words were said, as far as the report names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onetext.press.resolving.outlets import Outlet, Outlets, outlet_in
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Channel, Via

_SOCIAL = (
    "X|Twitter|Facebook|Instagram|TikTok|Truth Social|Telegram|Weibo|VK|VKontakte|LinkedIn|Mastodon"
    "|Bluesky|Threads|YouTube|Reddit|Snapchat|Tumblr|Medium|Discord|Parler|Gab|Twitch|social media"
)
_CHAT = "WhatsApp|Signal|Viber|WeChat|Telegram|Skype|Messenger"
_JOURNAL = (
    r"Nature(?: [A-Z]\w+)*|Science(?: [A-Z]\w+)*|Cell(?: [A-Z]\w+)*|(?:The )?Lancet(?: [A-Z]\w+)*"
    r"|P[Ll][Oo]S [A-Z]\w+"
    r"|Proceedings of [\w ]{4,60}"
    r"|(?:The )?[A-Z]\w+(?: [A-Z]\w+)* Journal(?: of [A-Z]\w+(?: [A-Z]\w+)*)?"
    r"|(?:The )?Journal of (?:the )?[A-Z]\w+(?:(?: and| of)? [A-Z]\w+)*|[A-Z]\w+ (?:Letters|Reports"
    r"|Advances|Communications|Biology|Physics)"
)
_MACROS = {
    "«SOCIAL»": _SOCIAL,
    "«CHAT»": _CHAT,
    "«ART»": "(?:an?|the|his|her|its|their|this|that|another|one|our)",
    "«ADJ»": r"(?:[\w’'-]+ ){0,3}",
    "«JOURNAL»": _JOURNAL,
}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("onetext.press").joinpath("tables/channels.txt").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            kind, pattern = line.split(None, 1)
            for macro, words in _MACROS.items():
                pattern = pattern.replace(macro, words)
            rows.append((kind.lower(), re.compile(pattern, 0 if kind.isupper() else re.IGNORECASE)))
    return tuple(rows)


_TOLD = re.compile(
    r"\b(?:[Tt]old|[Tt]ells|[Tt]elling|[Ii]nterviews? (?:with|on|to|for|in)|[Ii]nterviewed (?:by"
    r"|on)|(?:[Aa]sked|[Cc]ontacted|[Rr]eached|[Qq]uestioned|[Aa]pproached) by|[Qq]uoted in"
    r"|[Rr]epl(?:ied|ying) to|[Ww]r(?:ote|iting) to|[Dd]iscussed (?:[\w’'-]+ ){1,6}with"
    r"|[Ss]peaking (?:to|with|on)|[Ss]p(?:oke|oken) (?:to|with)|[Ss]poke (?:\w+ ){1,4}(?:to|with)"
    r"|[Ss]tated to|[Ss]aid (?:to|on)"
    r"|[Ee]xplained to|[Tt]alk(?:ed|ing) (?:to|with)|[Ii]nformed|[Aa]ssured|[Cc]onfirmed to"
    r"|[Aa]dmitted to|[Rr]ecalled (?:to|in)"
    r"|(?:[Ss]aid|[Ss]tated) in (?:an?|the)|[Ii]n (?:an?|the)(?=\s[A-Z][\w. ]{1,25} (?:report"
    r"|article|story|interview|piece|retelling)\b)"
    r"|(?:an?|the) e-?mail(?:ed statement)? to|[Ss]tatement to|[Rr]emarks to|[Cc]omments? to"
    r"|[Aa]ppear(?:ed|s|ing) on|(?:comments|remarks|statement|message) (?:to|carried by"
    r"|published by|quoted by)"
    r"|[Dd]escribed (?:for|to)|(?:carried|quoted|broadcast|published|aired) (?:by|on|in)"
    r"|[Aa]rticle (?:in|for)|[Ww]riting in|[Ww]rote in|[Oo]p-ed (?:in|for))\s+"
)
_PLATFORM = re.compile(
    r"\b(?:wrote|posted|said|shared)(?: in a post)? on ([A-Z]\w+)(?=[\s.,;])|\bpost on ([A-Z]\w+)"
)
_NO_PLATFORM = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december capitol jan feb mar apr jun jul aug sep
    sept oct nov dec christmas easter""".split()
)


def find_channel(
    text: str,
    near: Span,
    contents: tuple[Span, ...],
    known: Outlets | None = None,
    *,
    cue: Span | None = None,
    others: Sequence[Span] = (),
) -> tuple[Channel | None, Via | None]:
    """Return the channel named around a cue, and the outlet that carried the words, if any.

    ``near`` is the sentence of the cue; what lies inside ``contents`` is the speaker's, not the
    report's, and is passed over, and so is what lies in or behind ``others``, the stretches of that
    sentence in which somebody else speaks. Of several channels the one nearest to ``cue`` counts. A
    told outlet ("told CNN") is both channel and carrier.

    Examples
    --------
    >>> t = "“We hope,” he said in a post on X."
    >>> find_channel(t, Span(0, len(t)), (Span(0, 10),))[0].type
    'social_media:X'
    """
    scope = _Scope(text, near, contents, cue, tuple(others))
    told = _told_outlet(scope, known) or _told_us(scope, known)
    if told is not None:
        return Channel(_kind(told), True, told.span), Via(told.name, told.span)
    platform = scope.nearest(_PLATFORM)
    if platform is not None:
        name = platform[1] or platform[2]
        if name.lower() not in _NO_PLATFORM and name not in ("Signal", "WhatsApp"):
            return Channel(f"social_media:{name}", True, Span(*platform.span())), None
    best: tuple[int, int, str, re.Match[str]] | None = None
    for rank, (kind, pattern) in enumerate(_patterns()):
        match = scope.nearest(pattern)
        if match is None:
            continue
        row = (scope.distance(match) // 70, rank, kind, match)
        if best is None or (row[0] < best[0] and not _overlap(best[3], match)):
            best = row
    if best is None:
        return None, None
    _, _, kind, match = best
    groups = match.groupdict()
    name = groups.get("name") or groups.get("name2")
    full = f"{kind}:{name.strip()}" if name and name != "social media" else kind
    return Channel(full, True, Span(match.start(), match.end())), None


def _overlap(a: re.Match[str], b: re.Match[str]) -> bool:
    return a.start() < b.end() and b.start() < a.end()


_VERB = re.compile(
    r"(?:told|telling|tells|urged|informed|addressed|reminded|assured|promised|warned|asked|gave"
    r"|delivered|made)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Look for channels in one sentence, outside the words said and outside what others say."""

    text: str
    near: Span
    contents: tuple[Span, ...]
    cue: Span | None
    others: tuple[Span, ...]

    def allows(self, start: int) -> bool:
        """Tell whether a phrase at ``start`` may belong to this cue."""
        if any(c.start <= start < c.end for c in self.contents):
            return False
        if any(o.start <= start < o.end for o in self.others):
            return False
        if self.cue is None:
            return True
        if start > self.cue.end + 25 and _VERB.match(self.text, start):
            # "she said, a day after her colleague told a parade ground": another's verb.
            return False
        low, high = min(start, self.cue.start), max(start, self.cue.start)
        return not any(low < o.start < high for o in self.others)

    def distance(self, match: re.Match[str]) -> int:
        """Return how far the match stands from the cue."""
        if self.cue is None:
            return 0
        if match.start() >= self.cue.end:
            return match.start() - self.cue.end
        return max(0, self.cue.start - match.end())

    def nearest(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the allowed match nearest to the cue."""
        found = [
            m
            for m in pattern.finditer(self.text, self.near.start, self.near.end)
            if self.allows(m.start())
        ]
        return min(found, key=self.distance) if found else None


def channel_phrases(text: str, near: Span) -> tuple[Span, ...]:
    """Return the stretches that name a channel and open with a preposition.

    Such a phrase ("at a press conference") between a cue and its content belongs to neither.
    """
    found = []
    for kind, pattern in _patterns():
        if kind in ("written", "letter"):
            continue
        for match in pattern.finditer(text, near.start, near.end):
            if re.match(r"(?:in|on|at|via|over|during|through)\b", match[0], re.IGNORECASE):
                found.append(Span(match.start(), match.end()))
    return tuple(found)


def carried_by(
    text: str, carrier: Span, known: Outlets | None = None
) -> tuple[Channel | None, Via | None]:
    """Return the carrier as ``via``, and as the channel where a state speaks through it."""
    outlet = outlet_in(text, carrier, known)
    if outlet is None:
        return None, None
    channel = Channel(f"state_media:{outlet.name}", True, carrier) if outlet.state else None
    return channel, Via(outlet.name, outlet.span)


def channel_of_source(text: str, source: Span, known: Outlets | None = None) -> Channel | None:
    """Return the channel that the source itself is: a statement, a report, a law text.

    An outlet that speaks for itself, a state's too, is a carrier and no channel.

    Examples
    --------
    >>> channel_of_source("The joint statement said", Span(0, 19)).type
    'joint_statement'
    """
    words = source.of(text)
    shared = _SHARED.search(text, source.start, min(len(text), source.end + 70))
    if shared and shared.start() <= source.end + 2:
        return Channel(f"social_media:{shared['name']}", True, Span(*shared.span()))
    for kind, pattern in _SOURCES if not _SPREAD.search(words) else ():
        match = pattern.search(words)
        if match and (
            _PEOPLE.match(words, match.end()) or _OF_PEOPLE.search(words[: match.start()])
        ):
            continue
        if match and not (match[0][0].isupper() and match.start()):
            place = Span(source.start + match.start(), source.start + match.end())
            return Channel(kind, True, place)
    return None


def carrier_of_source(text: str, source: Span, known: Outlets | None = None) -> Via | None:
    """Return the outlet that is the source itself, as the carrier of what it says.

    Examples
    --------
    >>> carrier_of_source("According to the Associated Press, it rained.", Span(13, 33)).outlet
    'Associated Press'
    """
    outlet = _speaking_outlet(text, source, known)
    return Via(outlet.name, outlet.span) if outlet else None


def _speaking_outlet(text: str, source: Span, known: Outlets | None) -> Outlet | None:
    outlet = outlet_in(text, source, known)
    return outlet if outlet is not None and _heads(text, source, outlet.span) else None


_SOURCES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("joint_statement", r"\bjoint (?:statement|communiqu[eé]|declaration)\b"),
        ("press_release", r"\b(?:press|news|media) release\b"),
        ("messaging:email", r"\be-?mails?\b"),
        ("statement", r"\b(?:statements?|communiqu[eé]|announcement)\b"),
        ("social_media:Twitter", r"\b(?:tweets?|twitter (?:account|post))\b"),
        (
            "social_media",
            r"\b(?:social media|facebook|instagram|telegram|youtube) (?:post|message|statement"
            r"|video|page|account)s?\b",
        ),
        ("letter", r"\bletters?\b"),
        ("website", r"\b(?:website|web site|web page|blog|home ?page)\b"),
        ("speech", r"\b(?:speech|address|sermon|testimony)\b"),
        (
            "written",
            r"\b(?:report(?! (?:of|that))|study|complaint|ruling|judge?ment|verdict|memo"
            r"|documents?|papers?|survey|database"
            r"|memorandum|treaty|filings?|indictment|lawsuit|affidavit|update|bulletin"
            r"|forecast|warnings?|book|memoirs?"
            r"|autobiography|manifesto|article|paperwork|census|petition|research|findings|records"
            r"|proclamation|subpoena|transcript|summary|summaries|agreement|resolution|law|act|bill|map"
            r"|analysis|review|guidelines|dissent|dossier|decree|decision|opinion(?! polls?)"
            r"|directive|edict|warrant"
            r"|constitution|statute|regulations?|order(?! of)|charge sheet|draft"
            r"|placards?|banners?|guidance|charter|protocol|note|notice|diary"
            r"|advisory|advisories|alerts?|leaflet|editorial|questionnaire)\b",
        ),
    )
)
_SHARED = re.compile(
    rf"\b(?:posted|shared|published|released)\s(?:on|to|via)\s(?:\w+\s){{0,3}}(?P<name>{_SOCIAL})\b"
)
#: "Study co-author", "report writers": people, and no document.
_PEOPLE = re.compile(
    r"[’']?s?\s(?:(?:lead|senior|first|principal) )?(?:(?:co-?)?(?:authors?|leaders?|writers?"
    r"|editors?|investigators?|directors?|chief|head|officials?|researchers?|team)"
    r"|clerk|keeper|analyst)\b",
    re.IGNORECASE,
)
#: "The author of the study", "lawmakers supporting the bill": the document is not who speaks.
_OF_PEOPLE = re.compile(
    r"\b\w+(?:ers?|ors?|ists?|men|women|man|woman|people|critics|officials|chair|head|chief|victims?"
    r"|members|participants|police|lawyers?|judges?)\b[^,]*\s(?:of|for|in|behind|to|from|on|at|who|\w+ing)\s"
    r"(?:[\w’'-]+\s)*$",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?:media|news|press|initial|early|unconfirmed|some|other|local|several|eyewitness|witness"
    r"|various|multiple|varying) reports\b"
    r"|^reports\b",
    re.I,
)


def _heads(text: str, source: Span, name: Span) -> bool:
    """Tell whether an outlet is the source itself and not where the source works."""
    lead = text[source.start : name.start]
    rest = text[name.end : source.end]
    if _ORGAN.search(lead) or _ORGAN.match(rest.lstrip(" ’'s")):
        return False
    return not rest.strip(" ,.") or (len(lead) <= 25 and rest.lstrip().startswith((",", "(")))


_ORGAN = re.compile(
    r"\b(?:spokes\w+|editor|journalist|reporter|correspondent|anchor|host|director|head|chief|owner)\b",
    re.I,
)


def _kind(outlet: Outlet) -> str:
    if outlet.state:
        return f"state_media:{outlet.name}" if outlet.name[:1].isupper() else "state_media"
    kinds = {"broadcast": "broadcast", "website": "website"}
    kind = kinds.get(outlet.kind, "newspaper")
    return f"{kind}:{outlet.name}" if outlet.name[:1].isupper() or "." in outlet.name else kind


_US = re.compile(
    r"\b(?:told|to|with|by) (?:our (?:\w+ )?(?:correspondent|reporter)|this (?:newspaper|reporter"
    r"|paper|site|correspondent))\b"
)


def _told_us(scope: _Scope, known: Outlets | None) -> Outlet | None:
    """Return the report's own outlet where its own reporter was told."""
    match = scope.nearest(_US)
    if match is None or known is None or known.own is None:
        return None
    kind, state = own_kind(known.own)
    return Outlet(known.own, kind, state, Span(match.start(), match.end()))


def own_kind(name: str) -> tuple[str, bool]:
    """Return the kind of the report's own outlet, and whether a state speaks through it.

    Examples
    --------
    >>> own_kind("Wikinews"), own_kind("The Lisk Herald")
    (('website', False), ('newspaper', False))
    """
    outlet = outlet_in(name, Span(0, len(name)))
    return (outlet.kind, outlet.state) if outlet else ("newspaper", False)


def channel_of_outlet(name: str) -> str:
    """Return the channel that the report's own outlet is: "newspaper:The Lantern"."""
    kind, state = own_kind(name)
    return _kind(Outlet(name, kind, state, Span(0, len(name))))


def _told_outlet(scope: _Scope, known: Outlets | None) -> Outlet | None:
    """Return the outlet that was told, "told NPR", up to where the content begins."""
    text, near, contents = scope.text, scope.near, scope.contents
    for match in _TOLD.finditer(text, near.start, near.end):
        if not scope.allows(match.start()):
            continue
        end = min(near.end, match.end() + 60)
        for content in contents:
            if match.end() <= content.start < end:
                end = content.start
        stop = _TOLD_STOP.search(text, match.end(), end)
        end = stop.start() if stop else end
        outlet = outlet_in(text, Span(match.end(), end), known) if end > match.end() else None
        if outlet is not None and outlet.span.start - match.end() < 45:
            return outlet
    return None


_TOLD_STOP = re.compile(r"[,;:“”\"]|\.\s|\bthat\b")
