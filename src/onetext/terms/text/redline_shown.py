"""A redline as plain text: {-deleted-}, {+inserted+}, [alternatives] in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from onetext.terms.text.redline import (
    AlternativeRedline,
    PassageRedline,
    Redline,
    VersionRedline,
)
from onetext.terms.text.runs import Run, Side, side
from onetext.terms.text.suspicious import spelt, visible

_OURS = "{}[]"


def shown(change: Redline, language: str, *, only_changes: bool = False) -> str:
    r"""Return ``change`` as plain text in one language, a paragraph for each passage.

    Braces and brackets that stand in the words themselves, and what hides in them, are set in ⟦…⟧,
    so that no wording can pose as a mark. An alternative without words in ``language`` says so.

    Parameters
    ----------
    only_changes
        Leave out the passages that stayed the same.

    Notes
    -----
    Cost: linear.

    Examples
    --------
    >>> from onetext.terms.text.passage import Alternative, Passage, Version
    >>> from onetext.terms.text.redline import redline
    >>> old = Passage("art-1", "Lake", (Alternative("a1", (Version("en", "It is shared."),)),))
    >>> split = Alternative("a2", (Version("en", "It is split."),), by="arn")
    >>> new = Passage("art-1", "Lake", (*old.alternatives, split, Alternative("none")))
    >>> print(shown(redline([old], [new]), "en"))
    1. Lake (art-1)
    {+[+}It is shared.{+]+} {+[arn: It is split.]+} {+[delete]+}
    """
    told = (_passage(p, language) for p in change.passages if not (only_changes and p.same))
    return "\n\n".join(told)


def _passage(part: PassageRedline, language: str) -> str:
    heading = _marked(part.heading, language)
    number = _number(part)
    name = f"({visible(part.id, also=_OURS)})"
    words = _alternatives(part, language)
    return "\n".join([" ".join(filter(None, (number, heading, name))), words])


def _number(part: PassageRedline) -> str:
    was, now = part.places.was, part.places.now
    if now is None:
        return f"{{-{(was or 0) + 1}.-}}"
    if was is None:
        return f"{{+{now + 1}.+}}"
    moved = f" {{moved from {was + 1}}}" if part.moved else ""
    return f"{now + 1}.{moved}"


def _alternatives(part: PassageRedline, language: str) -> str:
    was = _bracketed(part, "was")
    now = _bracketed(part, "now")
    return " ".join(_alternative(one, language, was, now) for one in part.alternatives)


def _bracketed(part: PassageRedline, which: Side) -> bool:
    there = [one for one in part.alternatives if getattr(one.places, which) is not None]
    return len(there) > 1


def _alternative(one: AlternativeRedline, language: str, was: bool, now: bool) -> str:
    """Return an alternative with its brackets, which may be what was deleted or inserted."""
    if one.places.added:
        return _all("+", _closed(_words(one, language, "now"), _by(one.now), now))
    if one.places.deleted:
        return _all("-", _closed(_words(one, language, "was"), _by(one.was), was))
    before = f"[{_by(one.was)}" if was else ""
    after = f"[{_by(one.now)}" if now else ""
    opening = _change(before, after)
    closing = _change("]" if was else "", "]" if now else "")
    return f"{opening}{_changed(one, language)}{closing}"


def _changed(one: AlternativeRedline, language: str) -> str:
    version = _version(one, language)
    if version is None:
        return _words(one, language, "now")
    if version.was is None:
        return _change(_words(one, language, "was"), _plain(version.runs, "now", language))
    if version.now is None:
        return _change(_plain(version.runs, "was", language), _words(one, language, "now"))
    status = "" if version.was == version.now else _change(f"({version.was}) ", f"({version.now}) ")
    return status + _marked(version.runs, language)


def _words(one: AlternativeRedline, language: str, which: Side) -> str:
    there = [v for v in one.versions if getattr(v.places, which) is not None]
    if not there:
        return "delete"
    version = next((v for v in there if v.language == language), None)
    return f"(not in {language})" if version is None else _plain(version.runs, which, language)


def _version(one: AlternativeRedline, language: str) -> VersionRedline | None:
    return next((version for version in one.versions if version.language == language), None)


def _by(known: tuple[str, str | None] | None) -> str:
    by = known[1] if known else None
    return f"{visible(by, also=_OURS)}: " if by else ""


def _closed(words: str, by: str, bracketed: bool) -> str:
    return f"[{by}{words}]" if bracketed else words


def _plain(given: Iterable[Run], which: Side, language: str | None) -> str:
    return visible(side(given, which), language, also=_OURS)


def _marked(given: tuple[Run, ...], language: str | None) -> str:
    """Return runs with their marks; what is odd in them is told from the whole wordings."""
    was = iter(spelt(side(given, "was"), language, also=_OURS))
    now = iter(spelt(side(given, "now"), language, also=_OURS))
    told: list[str] = []
    for run in given:
        old = _next(was, run) if run.kind != "inserted" else ""
        new = _next(now, run) if run.kind != "deleted" else ""
        told.append(new if run.kind == "kept" else _change(old, new))
    return "".join(told)


def _next(chars: Iterator[str], run: Run) -> str:
    return "".join(islice(chars, len(run.words)))


def _all(mark: str, words: str) -> str:
    return f"{{{mark}{words}{mark}}}" if mark and words else words


def _change(was: str, now: str) -> str:
    return was if was == now else _all("-", was) + _all("+", now)
