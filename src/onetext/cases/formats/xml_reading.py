"""XML with a place for every element and attribute, and nothing that XML can do to a reader.

A document type is refused before anything in it is looked at, so there are no entities to expand
and nothing to fetch. Depth and number of elements are bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from onetext.cases.faults import Faults
from onetext.cases.written import MOST_CHARACTERS, Word, Written
from onetext.errors import BadInput, Where

DEEPEST = 50
MOST_ELEMENTS = 200_000
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")


@dataclass(slots=True)
class Element:
    """Hold one element: its attributes with their places, and the elements directly inside."""

    tag: str
    where: Where
    attributes: dict[str, Word] = field(default_factory=dict)
    parts: list[Element] = field(default_factory=list)

    def each(self, *tags: str) -> list[Element]:
        """Return the elements directly inside that are called so."""
        return [part for part in self.parts if part.tag in tags]

    def get(self, name: str, faults: Faults) -> Word | None:
        """Return an attribute; None, and a fault, if it is missing or blank."""
        found = self.attributes.get(name)
        if found is None or not found.strip():
            faults.add(
                f"<{self.tag}> has no {name}",
                f'write {name}="…" in it',
                found.where if found is not None else self.where,
            )
            return None
        return found


def read_xml(text: str, file: str, faults: Faults) -> Element | None:
    """Return the root of a text, None if it cannot be read; the fault is told with its place.

    Examples
    --------
    >>> root = read_xml('<a><b c="1"/></a>', "a.xml", Faults())
    >>> root.parts[0].attributes["c"].where
    Where(file='a.xml', line=1, column=10)
    """
    try:
        return _read(Written.of(file, text))
    except BadInput as fault:
        faults.keep(fault)
        return None


def _read(written: Written) -> Element:
    if len(written.text) > MOST_CHARACTERS:
        raise BadInput(
            f"the file has {len(written.text)} characters",
            instead=f"leave it {MOST_CHARACTERS} or fewer",
            where=Where(written.file),
        )
    parser = expat.ParserCreate("utf-8")  # the text is decoded: what it declares plays no part
    top = Element("", Where(written.file, 1, 1))
    within = [top]
    count = 0

    def here() -> Where:
        return Where(written.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def doctype(*_: object) -> None:
        raise BadInput(
            "a document type (DOCTYPE) stands here, and entities are not read",
            instead="take it out and write the words themselves",
            where=written.where(max(0, written.text.find("<!DOCTYPE"))),
        )

    def begins(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(within) > DEEPEST or count > MOST_ELEMENTS:
            what = "the elements nest too deep" if len(within) > DEEPEST else "too many elements"
            raise BadInput(what, instead="write a smaller scenario", where=here())
        where = here()
        made = Element(tag, where, _attributes(attributes, where, written))
        within[-1].parts.append(made)
        within.append(made)

    def ends(_: str) -> None:
        within.pop()

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = begins
    parser.EndElementHandler = ends
    try:
        parser.Parse(written.text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as fault:
        raise _told(fault, within[-1], written) from None
    return top.parts[0]


def _attributes(given: dict[str, str], where: Where, written: Written) -> dict[str, Word]:
    """Return attributes as words that know where their values begin."""
    assert where.line is not None
    assert where.column is not None
    start = written.lines[where.line - 1] + where.column - 1
    found: dict[str, Word] = {}
    at = start
    for name, value in given.items():
        match = _ATTRIBUTE.search(written.text, at)
        while match is not None and match[1] != name:
            match = _ATTRIBUTE.search(written.text, match.end())
        made = Word(value)
        made.plain, made.written = False, written
        made.start, made.end = match.span(2) if match else (start, start)
        made.where = written.where(made.start + 1 if match else start)
        at = match.end() if match else at
        found[name] = made
    return found


def _told(fault: expat.ExpatError, open_: Element, written: Written) -> BadInput:
    where = Where(written.file, fault.lineno, fault.offset + 1)
    said = expat.ErrorString(fault.code) or "unreadable"
    if "no element found" in said and not open_.tag:
        return BadInput("the file is empty", instead="write the scenario", where=where)
    if "no element found" in said or "unclosed token" in said:
        what = f"the file ends inside <{open_.tag}>" if open_.tag else "the file ends inside a tag"
        began = f", begun in line {open_.where.line}" if open_.tag else ""
        return BadInput(what + began, instead="it may be cut off: take the whole file", where=where)
    if "mismatched tag" in said:
        return BadInput(
            f"another end tag stands where <{open_.tag}> of line {open_.where.line} ends",
            instead=f"write </{open_.tag}>",
            where=where,
        )
    if "undefined entity" in said:
        return BadInput(
            "this entity means nothing",
            instead="write the sign itself, or &amp; for &",
            where=where,
        )
    return BadInput(f"this is not XML: {said}", instead="check tags and quotes here", where=where)


def escaped(given: str) -> str:
    """Return words as they stand between an attribute's quotes.

    Examples
    --------
    >>> escaped('a "b" & <c>')
    'a &quot;b&quot; &amp; &lt;c&gt;'
    """
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        given = given.replace(sign, f"&{name};")
    for sign in "\t\n\r":
        given = given.replace(sign, f"&#{ord(sign)};")
    return given
