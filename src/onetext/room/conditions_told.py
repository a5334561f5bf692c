"""Conditions as sentences, with the names of issues and options in place of their ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.room.issues_seen import label, option_label
from onetext.room.web.words import N_, Words
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Never,
    Not,
    OneOf,
    Open,
    Or,
    names,
)
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Space

_SIGNS: Mapping[str, str] = {
    "!=": N_("%(issue)s: not “%(option)s”"),
    "<": N_("%(issue)s: below %(option)s"),
    "<=": N_("%(issue)s: %(option)s at most"),
    ">=": N_("%(issue)s: %(option)s at least"),
    ">": N_("%(issue)s: above %(option)s"),
    "=": N_("%(issue)s: %(option)s"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Tell conditions over the issues of a space in one language."""

    space: Space
    words: Words

    def sentence(self, condition: Condition) -> str:
        """Return a condition in words.

        Examples
        --------
        >>> from onetext.terms.packages.condition_parser import parse
        >>> Told(Space(()), Words("en")).sentence(parse("a = x and b in {y, z}"))
        'a: x; and b: “y”, or “z”'
        """
        words = self.words
        match condition:
            case Compare():
                option = self._option(condition.issue, condition.value)
                issue = label(self.space, condition.issue)
                return words.fill(_SIGNS[condition.sign], issue=issue, option=option)
            case OneOf():
                issue = label(self.space, condition.issue)
                return words.fill(_SIGNS["="], issue=issue, option=self._ways(condition))
            case And():
                return words.joined("; and ", map(self._part, condition.parts))
            case Or():
                return words.joined("; or else ", map(self._part, condition.parts))
            case Not():
                return words.fill("not (%(what)s)", what=self.sentence(condition.part))
            case AtLeast():
                parts = words.joined("; ", map(self._part, condition.parts))
                said = N_("at least %(count)s of (%(parts)s)")
                return words.fill(said, count=condition.count, parts=parts)
            case Always():
                return words.gettext("nothing")
            case Never():
                return words.gettext("what cannot be")
            case Open():
                return words.gettext("something that is not said yet")

    def options(self, condition: Condition, issue: str) -> str:
        """Return what a condition says of one issue alone, its name left out where it can be.

        Examples
        --------
        >>> from onetext.terms.packages.condition_parser import parse
        >>> Told(Space(()), Words("en")).options(parse("a = x and b in {y, z}"), "b")
        '“y”, or “z”'
        """
        parts = condition.parts if isinstance(condition, And) else (condition,)
        own = [part for part in parts if issue in names(part)]
        if len(own) == 1 and isinstance(own[0], OneOf):
            return self._ways(own[0])
        if len(own) == 1 and isinstance(own[0], Compare) and own[0].sign == "=":
            return self._option(issue, own[0].value)
        return self.words.joined("; and ", map(self._part, own))

    def _part(self, part: Condition) -> str:
        said = self.sentence(part)
        return self.words.fill("(%(what)s)", what=said) if isinstance(part, And | Or) else said

    def _ways(self, condition: OneOf) -> str:
        ways = (self._option(condition.issue, value) for value in condition.values)
        quoted = (self.words.fill("“%(option)s”", option=way) for way in ways)
        return self.words.joined(", or ", quoted)

    def _option(self, issue: str, value: Value) -> str:
        return option_label(self.space, issue, value)
