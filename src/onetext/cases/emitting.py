"""How values of ours stand in YAML: hours and numbers bare, long text in blocks."""

from __future__ import annotations

from decimal import Decimal

from ruamel.yaml.emitter import Emitter
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from onetext.terms.packages.condition import NUMBER
from onetext.terms.when import When

_NO_FOLD = 10**6
_TEXT, _DAY = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "timestamp"))


class Plainly(SafeRepresenter):
    """Represent words so that they are read back as the same words."""

    def plain(self, given: When | Decimal) -> ScalarNode:
        """Return an hour or a number as a bare word."""
        word = f"{given:f}" if isinstance(given, Decimal) else str(given)
        tag = self.dumper.resolver.resolve(ScalarNode, word, (True, False))
        return ScalarNode(tag, word)

    def word(self, given: str) -> ScalarNode:
        """Return a word, in quotes where it would be read as a number, in a block where it is long.

        Blocks keep their lines as they are; what they cannot hold (spaces at a line's end, signs
        that cannot be printed) is written in quotes.
        """
        style = None
        if "\n" in given and _fits_a_block(given):
            style = "|"
        elif NUMBER.fullmatch(given) or not given.isprintable():
            style = '"'
        tag = str(self.dumper.resolver.resolve(ScalarNode, given, (True, False)))
        return ScalarNode(tag if tag == _DAY else _TEXT, given, style=style)

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out: no anchors."""
        return True


class OneWordOneLine(Emitter):
    """Write a value that has no space in it (a path, a link) beside its key, however long it is."""

    def write_plain(self, text: str, split: bool = True) -> None:
        """Write a plain value; only what has spaces is ever folded."""
        width = self.best_width
        if text and " " not in text:
            self.best_width = _NO_FOLD
        super().write_plain(text, split)
        self.best_width = width


def _fits_a_block(given: str) -> bool:
    lines = given.split("\n")
    return (
        bool(lines[0].strip())
        and bool(lines[-1].strip())
        and not any(line != line.rstrip() or line.startswith((" ", "\t")) for line in lines)
        and all(c.isprintable() or c == "\n" for c in given)
    )


Plainly.add_representer(When, Plainly.plain)
Plainly.add_representer(Decimal, Plainly.plain)
Plainly.add_representer(str, Plainly.word)
