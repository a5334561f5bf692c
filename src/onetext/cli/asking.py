"""What commands that ask about a case share: the case, an hour, a package, names that are near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from onetext.cli.output import note
from onetext.errors import BadInput, WrongUse
from onetext.terms.case import Case
from onetext.terms.grounds import Grounds
from onetext.terms.offers.handshake import definite
from onetext.terms.packages.condition_parser import parse
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Space


def package_given(words: str | None, space: Space) -> Package:
    r"""Return the package that ``--package`` writes, such as ``truce=full,land=shared``.

    Raises
    ------
    WrongUse
        If it is none, or names what is not on the table.

    Examples
    --------
    >>> package_given("a = x, 'b c' = \"y, z\"", _ANY)
    Traceback (most recent call last):
    onetext.errors.WrongUse: --package: there is no issue 'a'
    """
    if not words or not words.strip():
        return Package()
    try:
        given = [definite(parse(part)) for part in _parts(words)]
        package = Package()
        for one in given:
            joined = None if one is None else package.joined(one)
            if joined is None:
                raise BadInput(
                    "this settles no package" if one is None else "an issue is settled twice",
                    instead="write it like truce=full,land=shared",
                )
            package = joined
        space.check_package(package)
    except BadInput as fault:
        raise WrongUse(f"--package: {fault.what}", instead=fault.instead) from None
    return package


def near(word: str | None, known: Iterable[str], option: str) -> str | None:
    """Return a word as the case writes it; note where it is only like one that is known."""
    names = list(dict.fromkeys(known))
    if word is None or word in names:
        return word
    alike = [name for name in names if name.casefold() == word.casefold()]
    if alike:
        return alike[0]
    close = get_close_matches(word, names, n=1, cutoff=0.75)
    if close:
        note(f"{option} {word!r} is named nowhere in this case; did you mean {close[0]!r}?")
    return word


def party_near(word: str | None, case: Case, option: str, also: Sequence[str] = ()) -> str | None:
    """Return a party's id, given by its id, its name or another name of it."""
    for party in case.parties:
        if word and word.casefold() in (n.casefold() for n in (party.name, *party.aliases)):
            return party.id
    return near(word, [*(party.id for party in case.parties), *also], option)


def told_grounds(case: Case, grounds: Grounds) -> str:
    """Return in a line what an item rests on, empty where the case does not say."""
    cited = []
    for one in grounds.sources:
        found = case.reference(one)
        named = (found.outlet or found.title) if found else one.source
        cited.append(f"{named}, {one.place}" if one.place else named)
    parts = [grounds.mark, "; ".join(cited), grounds.note]
    return "; ".join(part for part in parts if part)


def grounds_row(grounds: Grounds) -> dict[str, object]:
    """Return what an item rests on, for JSON."""
    return {
        "known": grounds.known,
        "mark": grounds.mark or None,
        "sources": [
            {"source": one.source, "place": one.place or None, "words": one.words or None}
            for one in grounds.sources
        ],
        "note": grounds.note or None,
    }


def package_row(package: Package) -> dict[str, str | int | float]:
    """Return a package for JSON: options as words, numbers as numbers."""
    row: dict[str, str | int | float] = {}
    for issue, chosen in package.chosen:
        if isinstance(chosen, str):
            row[issue] = chosen
        else:
            row[issue] = int(chosen) if chosen == chosen.to_integral_value() else float(chosen)
    return row


def told_package(package: Package, space: Space) -> str:
    """Return a package in words, with how many issues are open."""
    settled = ", ".join(f"{issue} = {chosen}" for issue, chosen in package.chosen)
    left = sum(matter.issue.id not in package for matter in space.matters)
    open_ = "" if not left else f"{left} issue{'s' if left > 1 else ''} open"
    return "; ".join(part for part in (settled, open_) if part) or "nothing on the table"


def _parts(words: str) -> list[str]:
    """Return the parts between commas that stand in no quotes."""
    parts, quote = [""], ""
    for character in words:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == ",":
            parts.append("")
            continue
        parts[-1] += character
    return [part for part in parts if part.strip()]


_ANY = Space(())
