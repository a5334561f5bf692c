"""The words a brief uses for what is found: one place, ready for translation."""

from __future__ import annotations

from typing import Final

from onetext.terms.said.statement import Certainty, Channel, Stance, Status
from onetext.terms.when import When

UNKNOWN: Final = "unknown"

STANCE: Final[dict[Stance, str]] = {
    "demand": "demands",
    "offer": "offers",
    "conditional_offer": "offers, if",
    "accept": "accepts",
    "reject": "rejects",
    "propose": "proposes",
    "support": "supports",
    "oppose": "opposes",
    "commit": "commits to",
    "threat": "threatens",
    "accuse": "accuses",
    "deny": "denies",
    "hope": "hopes",
    "assess": "assesses",
    "inform": "states",
}
"""Each stance as the verb after a party's name."""

FAMILY: Final[dict[Stance, str]] = {
    "demand": "asks",
    "offer": "gives",
    "conditional_offer": "gives",
    "accept": "gives",
    "reject": "refuses",
    "propose": "gives",
    "support": "gives",
    "oppose": "refuses",
    "commit": "gives",
    "threat": "refuses",
    "accuse": "refuses",
    "deny": "refuses",
    "hope": "says",
    "assess": "says",
    "inform": "says",
}
"""Which of four kinds a stance is, for the sign before it."""

SIGN: Final = {"gives": "◇", "refuses": "✕", "asks": "▸", "says": "–"}
SIGN_MEANS: Final = {
    "gives": "gives, proposes or supports",
    "asks": "asks",
    "refuses": "refuses or accuses",
    "says": "tells",
}

UNSURE: Final = "uncertain reading"
"""What stands at a statement that we may have read wrongly (``SURE_ENOUGH``)."""
CERTAINTY: Final[dict[Certainty, str]] = {
    "attributed": "on a named word",
    "anonymous": "unnamed source",
    "hedged": "hedged",
    "rumour": "rumour",
}
STATUS: Final[dict[Status, str]] = {
    "unconfirmed": "not confirmed",
    "confirmed": "confirmed since",
    "denied": "denied since",
}
EVENT: Final = {
    "talks_round": "Talks",
    "meeting": "Meeting",
    "call": "Call",
    "conference": "Conference",
    "announcement": "Announcement",
    "agreement": "Agreement",
    "vote": "Vote",
    "military": "Military event",
    "unilateral": "Step by one side",
    "legal": "Legal step",
}
EVENT_STATUS: Final = {
    "held": "held",
    "ongoing": "under way when reported",
    "planned": "planned",
    "reported": "reported, not confirmed",
}
GUARANTEE_ACT: Final = {
    "asked": "asked for",
    "offered": "offered",
    "refused": "refused",
    "mentioned": "mentioned",
}
OFFER_STATE: Final = {"standing": "standing", "replaced": "replaced", "withdrawn": "withdrawn"}
BASIS: Final = {"computed": "positions exclude each other", "attributed": "named by a source"}
DEADLINE_KIND: Final = {"set": "set by", "hoped": "hoped for by"}
CONTRADICTION: Final = {
    "within_party": "one party, two accounts",
    "between_outlets": "outlets differ",
    "claim_and_denial": "claim and denial",
}
PUBLISHED_BASIS: Final = {
    "page": "date from the page",
    "feed": "date from the feed",
    "sidecar": "date from the file beside it",
    "given": "date given by hand",
    "text": "date from the text",
}

TITLE: Final = {
    "glance": "At a glance",
    "rounds": "Rounds and meetings",
    "sticking_points": "Sticking points",
    "positions": "Positions",
    "timeline": "Timeline",
    "network": "Who addresses whom",
    "movement": "Movement",
    "offers": "Offers in exchange",
    "guarantees": "Guarantees",
    "unverified": "Unverified claims",
    "windows": "Who is said not to be kept abreast",
    "deadlines": "Deadlines",
    "contradictions": "Contradictions",
    "unread": "Not read",
    "sources": "Sources",
}
"""Each section's heading."""

EMPTY: Final = {
    "rounds": "No round or meeting was found in these reports.",
    "sticking_points": "No sticking point was found in these reports.",
    "positions": "No position of anybody who speaks for a party was found in these reports.",
    "timeline": "No dated statement was found in these reports.",
    "network": "No statement that addresses another party was found in these reports.",
    "movement": "No position changed in these reports.",
    "offers": "No conditional offer was found in these reports.",
    "guarantees": "No guarantee is asked for or offered in these reports.",
    "unverified": "No unverified claim was found in these reports.",
    "windows": "Nobody is said to be kept in the dark in these reports.",
    "deadlines": "No deadline was found in these reports.",
    "contradictions": "No two statements in these reports exclude each other.",
    "unread": "Everything given was read.",
    "sources": "No report was read.",
}
"""What each section says when nothing was found."""

MODE: Final = {
    "exercise": "Exercise: the host holds all sheets and keys.",
    "live": "Live room: it holds no sheet.",
}
"""What each mode of a room promises, on every page of it."""

MARKS_MEAN: Final = (
    "Words inside quotation marks are the speaker's own, as the report gives them; "
    "words without marks are the report's account of them."
)

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)

_CHANNEL: Final = {
    "social_media": ("post on social media", "post on {}"),
    "messaging": ("message", "{} chat"),
    "state_media": ("state media", "state media {}"),
    "press": ("to the press", "press {}"),
    "press_release": ("press release", "press release, {}"),
    "statement": ("statement", "statement, {}"),
    "joint_statement": ("joint statement", "joint statement, {}"),
    "speech": ("speech", "speech, {}"),
    "broadcast": ("broadcast", "broadcast, {}"),
    "newspaper": ("newspaper", "{}"),
    "website": ("website", "website, {}"),
    "letter": ("letter", "letter, {}"),
    "written": ("in writing", "in writing, {}"),
    "vote": ("vote", "vote, {}"),
}


def when(value: When | None, *, missing: str = "date unknown") -> str:
    """Return a date as people write it; what is not known is said to be.

    Examples
    --------
    >>> when(When("2031-03-09T16:02:00+01:00")), when(When("--12-15")), when(None)
    ('9 Mar 2031, 16:02 +01:00', '15 Dec, year unknown', 'date unknown')
    """
    if value is None:
        return missing
    date, _, hour = value.iso.partition("T")
    if date.startswith("--"):
        numbers, year = date[2:].split("-"), ", year unknown"
    else:
        head, *numbers = date.split("-")
        year = f" {head}" if numbers else head
    month = _MONTHS[int(numbers[0]) - 1] if numbers else ""
    day = f"{int(numbers[1])} " if len(numbers) > 1 else ""
    if not hour:
        return f"{day}{month}{year}"
    zone = value.zone or ""
    clock = hour[:5]
    told = {"Z": " UTC", "": ", zone unknown"}.get(zone, f" {zone}")
    return f"{day}{month}{year}, {clock}{told}"


def day(value: When | None, *, missing: str = "date unknown") -> str:
    """Return a date without its hour.

    Examples
    --------
    >>> day(When("2031-03-09T16:02:00+01:00"))
    '9 Mar 2031'
    """
    return missing if value is None else when(When(value.iso.partition("T")[0]))


def duration(minutes: int | None) -> str | None:
    """Return a length of time in hours and minutes.

    Examples
    --------
    >>> duration(300), duration(95), duration(45)
    ('5 hours', '1 hour 35 minutes', '45 minutes')
    """
    if minutes is None:
        return None
    hours, rest = divmod(minutes, 60)
    parts = [count(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(count(rest, "minute"))
    return " ".join(parts)


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> count(1, "report"), count(2, "party", "parties")
    ('1 report', '2 parties')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(items: list[str] | tuple[str, ...], *, last: str = " and ") -> str:
    """Return names joined as in a sentence.

    Examples
    --------
    >>> listed(["Tarvenia", "Belmora", "Sedgeland"])
    'Tarvenia, Belmora and Sedgeland'
    """
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + last + items[-1]


def channel(value: Channel | None) -> str:
    """Return how words were said, or the empty string when the report does not tell.

    Examples
    --------
    >>> channel(Channel("social_media:X", explicit=True))
    'post on X'
    """
    if value is None:
        return ""
    kind, _, name = value.type.partition(":")
    bare, named = _CHANNEL.get(kind, (kind.replace("_", " "), "{}"))
    return named.format(name.replace("_", " ")) if name else bare


def stance(value: Stance | None) -> str:
    """Return a stance as a verb, ``unknown`` for none."""
    return UNKNOWN if value is None else STANCE[value]
