"""Conditions on facts as sentences: who has signed what, which guarantee is in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from onetext.errors import BadInput
from onetext.room.web.words import N_, Words
from onetext.room.wording import listed
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
        words = self.words
        match condition:
            case And():
                return words.joined("; and ", map(self.sentence, condition.parts))
            case Or():
                return words.joined("; or else ", map(self.sentence, condition.parts))
            case AtLeast():
                parts = words.joined("; ", map(self.sentence, condition.parts))
                said = N_("at least %(count)s of (%(parts)s)")
                return words.fill(said, count=condition.count, parts=parts)
            case Compare() | OneOf():
                asked = [self._fact(condition.issue, str(value)) for value in values_of(condition)]
                return words.joined("; or else ", asked)
            case Always():
                return words.gettext("nothing")
            case Never():
                return words.gettext("what cannot be")
        return str(condition)

    def why(self, said: str) -> str:
        """Return why a duty is not owed, in words.

        Examples
        --------
        >>> told = FactsTold(Words("en"), {"arn": "Arn"}, {"g": "The pact"})
        >>> told.why("not in force: needs h = in-force; it never starts: g → h → g")
        'not in force, until h is in force. It can never start as it is written: The pact → h → …'
        """
        fill = self.words.fill
        if said == "bound against itself":
            return fill("it would be bound against itself")
        if found := _NEEDS.fullmatch(said):
            return self._needs(found)
        if found := _OUTSIDE.fullmatch(said):
            what, how, covers = found.groups()
            told = {"what": plain(what), "covers": plain(covers)}
            if how == "covers":
                return fill("out of scope: %(what)s; it covers %(covers)s", **told)
            return fill("%(what)s does not call it; it is called by %(covers)s", **told)
        if found := _FIRST.fullmatch(said):
            return fill("first together: %(what)s", what=found[1])
        if found := _BLOCKED.fullmatch(said):
            return fill("blocked by %(who)s", who=self._blockers(found[1]))
        return said

    def within(self, time: timedelta | None) -> str:
        """Return the longest time a duty may take, empty when the text sets none."""
        if time is None:
            return ""
        minutes = int(time.total_seconds()) // 60
        if minutes == 0:
            return self.words.gettext("at once")
        count = self.words.count
        if minutes % 1440 == 0:
            return count("within %(num)d day", "within %(num)d days", minutes // 1440)
        if minutes % 60 == 0:
            return count("within %(num)d hour", "within %(num)d hours", minutes // 60)
        return count("within %(num)d minute", "within %(num)d minutes", minutes)

    def _needs(self, found: re.Match[str]) -> str:
        words = self.words
        kind, needs, never, circle = found.groups()
        try:
            what = self.sentence(parse(needs))
        except BadInput:
            what = needs
        shown = (
            words.fill("not in force, until %(what)s", what=what)
            if kind == "not in force"
            else words.fill("the trigger is not attested, until %(what)s", what=what)
        )
        if never is None:
            return shown
        stuck = words.fill("It can never start as it is written")
        names = [self._title(id) for id in (circle or "").removeprefix(": ").split(" → ")[:-1]]
        if names:
            stuck = words.joined(": ", (stuck, words.joined(" → ", [*names, "…"])))
        return words.joined(". ", (shown, stuck))

    def _blockers(self, said: str) -> str:
        told = []
        for one in said.split(", "):
            party, _, why = one.partition(" ")
            reason = {
                "(the attacker)": self.words.gettext("the attacker"),
                "(refuses)": self.words.gettext("it refuses"),
                "(not bound)": self.words.gettext("not bound"),
            }.get(why, why)
            who = self.parties.get(party, party)
            told.append(self.words.fill("%(who)s (%(why)s)", who=who, why=reason))
        return listed(self.words, told)

    def _fact(self, subject: str, value: str) -> str:
        fill = self.words.fill
        if value == IN_FORCE:
            return fill("%(what)s is in force", what=self._title(subject))
        who, slash, what = subject.partition("/")
        told = {"who": self.parties.get(who, who), "what": self._title(what)}
        if slash and value == BOUND:
            return fill("%(who)s is bound by %(what)s", **told)
        if slash and value in _CONSENTS:
            return fill(_CONSENTS[value], **told)
        return self.words.joined(": ", (plain(subject), plain(value)))

    def _title(self, id: str) -> str:
        return self.titles.get(id, id)


def plain(said: str) -> str:
    """Return an id as words.

    Examples
    --------
    >>> plain("armed-attack")
    'armed attack'
    """
    return said.replace("-", " ").replace("_", " ")
