"""How the words were said, as far as the report names it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from onetext.press.outlets import Outlet, Outlets, outlet_in
from onetext.terms.span import Span
from onetext.terms.statement import Channel, Via

_SOCIAL = (
    "X|Twitter|Facebook|Instagram|TikTok|Truth Social|Telegram|Weibo|VK|VKontakte|LinkedIn|Mastodon"
    "|Bluesky|Threads|YouTube|Reddit|social media"
)
_CHAT = "WhatsApp|Signal|Viber|WeChat|Telegram"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = files("onetext.press").joinpath("tables/channels.txt").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            kind, pattern = line.split(None, 1)
            pattern = pattern.replace("«SOCIAL»", _SOCIAL).replace("«CHAT»", _CHAT)
            rows.append((kind.lower(), re.compile(pattern, 0 if kind.isupper() else re.IGNORECASE)))
    return tuple(rows)


_TOLD = re.compile(
    r"\b(?:[Tt]old|[Tt]ells|[Tt]elling|[Ii]nterview (?:with|on|to|for)|[Ii]nterviewed (?:by|on)"
    r"|[Ss]peaking (?:to|with|on)|[Ss]poke (?:to|with)|[Ss]tated to|[Ss]aid (?:to|on)|[Ee]xplained to"
    r"|[Aa]ppearing on|(?:comments|remarks|statement|message) (?:to|carried by|published by|quoted by)"
    r"|(?:carried|quoted|broadcast|published|aired) (?:by|on|in)|[Aa]rticle (?:in|for)|[Ww]riting in|[Ww]rote in|[Oo]p-ed (?:in|for))\s+"
)
_PLATFORM = re.compile(
    r"\b(?:wrote|posted|said|shared)(?: in a post)? on ([A-Z]\w+)(?=[\s.,;])|\bpost on ([A-Z]\w+)"
)
_NO_PLATFORM = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december capitol jan feb mar apr jun jul aug sep sept oct nov dec wednesday’s christmas easter".split()
)


def find_channel(
    text: str, near: Span, contents: tuple[Span, ...], known: Outlets | None = None
) -> tuple[Channel | None, Via | None]:
    """Return the channel named around a cue, and the outlet that carried the words, if one is named.

    ``near`` is the sentence of the cue; what lies inside ``contents`` is the speaker's, not the
    report's, and is passed over. A told outlet ("told CNN") is both channel and carrier.

    Examples
    --------
    >>> t = "“We hope,” he said in a post on X."
    >>> find_channel(t, Span(0, len(t)), (Span(0, 10),))[0].type
    'social_media:X'
    """
    told = _told_outlet(text, near, contents, known) or _told_us(text, near, contents, known)
    if told is not None:
        return Channel(_kind(told), True, told.span), Via(told.name, told.span)
    platform = _outside(_PLATFORM, text, near, contents)
    if platform is not None:
        name = platform[1] or platform[2]
        if name.lower() not in _NO_PLATFORM and name not in ("Signal", "WhatsApp"):
            return Channel(f"social_media:{name}", True, Span(*platform.span())), None
    for kind, pattern in _patterns():
        match = _outside(pattern, text, near, contents)
        if match is not None:
            groups = match.groupdict()
            name = groups.get("name") or groups.get("name2")
            full = f"{kind}:{name}" if name and name != "social media" else kind
            return Channel(full, True, Span(match.start(), match.end())), None
    return None, None


def channel_phrases(text: str, near: Span) -> tuple[Span, ...]:
    """Return the stretches that name a channel and open with a preposition: "at a press conference".

    Such a phrase between a cue and its content belongs to neither.
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
    """Return the channel that the source itself is: a statement, a report, an outlet.

    Examples
    --------
    >>> channel_of_source("The joint statement said", Span(0, 19)).type
    'joint_statement'
    """
    words = source.of(text)
    for kind, pattern in _SOURCES:
        match = pattern.search(words)
        if match:
            place = Span(source.start + match.start(), source.start + match.end())
            return Channel(kind, True, place)
    outlet = outlet_in(text, source, known)
    if outlet is not None and outlet.kind != "agency" and outlet.span.end >= source.end - 12:
        return Channel(_kind(outlet), True, outlet.span)
    return None


_SOURCES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("joint_statement", r"\bjoint (?:statement|communiqu[eé]|declaration)\b"),
        ("press_release", r"\b(?:press|news|media) release\b"),
        ("statement", r"\b(?:statements?|communiqu[eé]|announcement)\b"),
        ("social_media:Twitter", r"\btweets?\b"),
        ("social_media", r"\b(?:social media|facebook|instagram) (?:post|message|statement)s?\b"),
        ("letter", r"\bletter\b"),
        (
            "written",
            r"\b(?:report|study|complaint|ruling|memo|document|paper|survey|database|memorandum|treaty|poll|filing|indictment|advisory|update)s?\b",
        ),
    )
)


def _kind(outlet: Outlet) -> str:
    if outlet.state:
        return f"state_media:{outlet.name}"
    kinds = {"broadcast": "broadcast", "website": "website"}
    return f"{kinds.get(outlet.kind, 'newspaper')}:{outlet.name}"


_US = re.compile(
    r"\b(?:told|to|with) (?:our (?:correspondent|reporter)|this (?:newspaper|reporter|paper|site|correspondent))\b"
)


def _told_us(
    text: str, near: Span, contents: tuple[Span, ...], known: Outlets | None
) -> Outlet | None:
    """Return the report's own outlet where its own reporter was told."""
    match = _outside(_US, text, near, contents)
    if match is None or known is None or known.own is None:
        return None
    outlet = outlet_in(known.own, Span(0, len(known.own)))
    kind, state = (outlet.kind, outlet.state) if outlet else ("newspaper", False)
    return Outlet(known.own, kind, state, Span(match.start(), match.end()))


def _told_outlet(
    text: str, near: Span, contents: tuple[Span, ...], known: Outlets | None
) -> Outlet | None:
    """Return the outlet that was told, "told NPR", up to where the content begins."""
    for match in _TOLD.finditer(text, near.start, near.end):
        if any(c.start <= match.start() < c.end for c in contents):
            continue
        end = min(near.end, match.end() + 60)
        for content in contents:
            if match.end() <= content.start < end:
                end = content.start
        stop = re.compile(r"[,;:“”\"]|\.\s|\bthat\b").search(text, match.end(), end)
        end = stop.start() if stop else end
        outlet = outlet_in(text, Span(match.end(), end), known) if end > match.end() else None
        if outlet is not None and outlet.span.start - match.end() < 40:
            return outlet
    return None


def _outside(
    pattern: re.Pattern[str], text: str, near: Span, contents: tuple[Span, ...]
) -> re.Match[str] | None:
    for match in pattern.finditer(text, near.start, near.end):
        if not any(content.start <= match.start() < content.end for content in contents):
            return match
    return None
