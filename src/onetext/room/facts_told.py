"""Conditions on facts as sentences: who has signed what, which guarantee is in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from onetext.errors import BadInput
from onetext.room.web.words import Words
from onetext.room.wording import N_, listed
from onetext.terms.guarantees.in_force import BOUND, IN_FORCE
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Never,
    OneOf,
    Or,
    values_of,
)
from onetext.terms.packages.condition_parser import parse

_CONSENTS = {
    "signed": N_("%(who)s has signed %(what)s"),
    "ratified": N_("%(who)s has ratified %(what)s"),
}
_NEEDS = re.compile(r"(not in force|trigger not attested): needs (.*?)(; it never starts(: .*)?)?")
_OUTSIDE = re.compile(r"out of scope: (.*?); it (covers|is called by) (.*)")
_FIRST = re.compile(r"first together: (.*)")
_BLOCKED = re.compile(r"blocked by (.*)")


@dataclass(frozen=True, slots=True)
class FactsTold:
    """Tell facts with the names of parties, texts and guarantees."""

    words: Words
    parties: Mapping[str, str]
    titles: Mapping[str, str]

    def sentence(self, condition: Condition) -> str:
        """Return what a condition on facts asks, in words.

        Examples
        --------
        >>> told = FactsTold(Words("en"), {"arn": "Arn"}, {"treaty": "the treaty"})
        >>> told.sentence(parse("arn/treaty = ratified and vote = carried"))
        'Arn has ratified the treaty; and vote: carried'
        """
        gettext = self.words.gettext
        match condition:
            case And():
                return gettext("; and ").join(self.sentence(part) for part in condition.parts)
            case Or():
                return gettext("; or else ").join(self.sentence(part) for part in condition.parts)
            case AtLeast():
                parts = "; ".join(self.sentence(part) for part in condition.parts)
                told = {"count": condition.count, "parts": parts}
                return gettext("at least %(count)s of (%(parts)s)") % told
            case Compare() | OneOf():
                asked = [self._fact(condition.issue, str(value)) for value in values_of(condition)]
                return gettext("; or else ").join(asked)
            case Always():
                return gettext("nothing")
            case Never():
                return gettext("what cannot be")
        return str(condition)

    def why(self, said: str) -> str:
        """Return why a duty is not owed, in words.

        Examples
        --------
        >>> told = FactsTold(Words("en"), {"arn": "Arn"}, {"g": "The pact"})
        >>> told.why("not in force: needs h = in-force; it never starts: g → h → g")
        'not in force, until h is in force. It can never start as it is written: The pact → h → …'
        """
        gettext = self.words.gettext
        if said == "bound against itself":
            return gettext("it would be bound against itself")
        if found := _NEEDS.fullmatch(said):
            return self._needs(found)
        if found := _OUTSIDE.fullmatch(said):
            what, how, covers = found.groups()
            told = {"what": _plain(what), "covers": _plain(covers)}
            if how == "covers":
                return gettext("out of scope: %(what)s; it covers %(covers)s") % told
            return gettext("%(what)s does not call it; it is called by %(covers)s") % told
        if found := _FIRST.fullmatch(said):
            return gettext("first together: %(what)s") % {"what": found[1]}
        if found := _BLOCKED.fullmatch(said):
            return gettext("blocked by %(who)s") % {"who": self._blockers(found[1])}
        return said

    def within(self, time: timedelta | None) -> str:
        """Return the longest time a duty may take, empty when the text sets none."""
        if time is None:
            return ""
        minutes = int(time.total_seconds()) // 60
        if minutes == 0:
            return self.words.gettext("at once")
        ngettext = self.words.ngettext
        if minutes % 1440 == 0:
            return ngettext("within %d day", "within %d days", minutes // 1440) % (minutes // 1440)
        if minutes % 60 == 0:
            return ngettext("within %d hour", "within %d hours", minutes // 60) % (minutes // 60)
        return ngettext("within %d minute", "within %d minutes", minutes) % minutes

    def _needs(self, found: re.Match[str]) -> str:
        gettext = self.words.gettext
        kind, needs, never, circle = found.groups()
        try:
            told = {"what": self.sentence(parse(needs))}
        except BadInput:
            told = {"what": needs}
        shown = (
            gettext("not in force, until %(what)s")
            if kind == "not in force"
            else gettext("the trigger is not attested, until %(what)s")
        ) % told
        if never is None:
            return shown
        stuck = gettext("It can never start as it is written")
        names = [self._title(id) for id in (circle or "").removeprefix(": ").split(" → ")[:-1]]
        return f"{shown}. {stuck}{': ' + ' → '.join([*names, '…']) if names else ''}"

    def _blockers(self, said: str) -> str:
        told = []
        for one in said.split(", "):
            party, _, why = one.partition(" ")
            reason = {
                "(the attacker)": self.words.gettext("the attacker"),
                "(refuses)": self.words.gettext("it refuses"),
                "(not bound)": self.words.gettext("not bound"),
            }.get(why, why)
            told.append(f"{self.parties.get(party, party)} ({reason})")
        return listed(self.words, told)

    def _fact(self, subject: str, value: str) -> str:
        gettext = self.words.gettext
        if value == IN_FORCE:
            return gettext("%(what)s is in force") % {"what": self._title(subject)}
        who, slash, what = subject.partition("/")
        told = {"who": self.parties.get(who, who), "what": self._title(what)}
        if slash and value == BOUND:
            return gettext("%(who)s is bound by %(what)s") % told
        if slash and value in _CONSENTS:
            return gettext(_CONSENTS[value]) % told
        return f"{_plain(subject)}: {_plain(value)}"

    def _title(self, id: str) -> str:
        return self.titles.get(id, id)


def _plain(said: str) -> str:
    """Return an id as words.

    Examples
    --------
    >>> _plain("armed-attack")
    'armed attack'
    """
    return said.replace("-", " ").replace("_", " ")
