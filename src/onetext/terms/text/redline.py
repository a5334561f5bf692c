"""What changed from one draft to another: passages, alternatives, languages, words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from onetext.errors import WrongUse
from onetext.terms.text.draft import Draft
from onetext.terms.text.increasing import longest_rise
from onetext.terms.text.passage import Alternative, Passage, Version, VersionStatus
from onetext.terms.text.runs import Run, Side, runs, side


@dataclass(frozen=True, slots=True)
class Places:
    """Say at which place something stood and stands, from 0; None where it does not."""

    was: int | None
    now: int | None

    @property
    def added(self) -> bool:
        """Tell whether it is new."""
        return self.was is None

    @property
    def deleted(self) -> bool:
        """Tell whether it is gone."""
        return self.now is None


@dataclass(frozen=True, slots=True)
class VersionRedline:
    """Hold what changed in one language; a status is None where there was or is no version."""

    places: Places
    language: str
    was: VersionStatus | None
    now: VersionStatus | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class AlternativeRedline:
    """Hold what changed in one alternative; each side is (id, by whom), None where it is not."""

    places: Places
    was: tuple[str, str | None] | None
    now: tuple[str, str | None] | None
    versions: tuple[VersionRedline, ...]


@dataclass(frozen=True, slots=True)
class PassageRedline:
    """Hold what changed in one passage.

    Parameters
    ----------
    moved
        Whether it was moved, while as many others as can be said to stayed in order.
    heading
        The runs of its heading.
    """

    places: Places
    id: str
    moved: bool
    heading: tuple[Run, ...]
    alternatives: tuple[AlternativeRedline, ...]

    @property
    def same(self) -> bool:
        """Tell whether nothing changed but perhaps its number."""
        if self.moved or self.places.added or self.places.deleted:
            return False
        kept = all(run.kind == "kept" for run in self.heading)
        return kept and all(
            (one.places.was, one.was) == (one.places.now, one.now)
            and all(
                (version.places.was, version.was) == (version.places.now, version.now)
                and all(run.kind == "kept" for run in version.runs)
                for version in one.versions
            )
            for one in self.alternatives
        )


@dataclass(frozen=True, slots=True)
class Redline:
    """Hold what changed, in the new order; what is gone stands after what it stood after."""

    passages: tuple[PassageRedline, ...]

    @property
    def was(self) -> tuple[Passage, ...]:
        """Return the old passages."""
        return _passages(self, "was")

    @property
    def now(self) -> tuple[Passage, ...]:
        """Return the new passages."""
        return _passages(self, "now")


def redline(old: Draft | Sequence[Passage], new: Draft | Sequence[Passage]) -> Redline:
    """Return what changed from ``old`` to ``new``, exactly: it leads from one to the other.

    Passages are matched by id. Alternatives are matched by id, then those left by who put them,
    then in order; an empty one is matched by id only. Words are compared language by language.

    Parameters
    ----------
    old, new
        Drafts, or the passages of one in order, each id once; not changed.

    Notes
    -----
    Cost: as ``runs`` for each version.

    Examples
    --------
    >>> def art(words):
    ...     return Passage("art-1", "", (Alternative("a1", (Version("en", words),)),))
    >>> found = redline([art("The lake is shared.")], [art("The lake is split.")])
    >>> found.now == (art("The lake is split."),)
    True
    """
    was, now = _given(old), _given(new)
    at_old = {passage.id: at for at, passage in enumerate(was)}
    common = [passage.id for passage in now if passage.id in at_old]
    stayed = {common[at] for at in longest_rise([at_old[id] for id in common])}
    found = [
        _passage(
            Places(at_old.get(passage.id), at),
            was[at_old[passage.id]] if passage.id in at_old else None,
            passage,
            passage.id in at_old and passage.id not in stayed,
        )
        for at, passage in enumerate(now)
    ]
    there = {passage.id for passage in now}
    for at, passage in enumerate(was):
        if passage.id not in there:
            before = was[at - 1].id if at else None
            place = next((n + 1 for n, one in enumerate(found) if one.id == before), 0)
            found.insert(place, _passage(Places(at, None), passage, None, False))
    return Redline(tuple(found))


def apply(change: Redline, old: Draft | Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages that ``change`` makes of ``old``.

    Raises
    ------
    WrongUse
        If it was made from something else.
    """
    if change.was != _given(old):
        raise WrongUse("the redline was made from another draft")
    return change.now


def _given(draft: Draft | Sequence[Passage]) -> tuple[Passage, ...]:
    return draft.passages if isinstance(draft, Draft) else tuple(draft)


def _passage(
    places: Places, was: Passage | None, now: Passage | None, moved: bool
) -> PassageRedline:
    known = now or was
    assert known is not None
    alternatives = _paired(
        was.alternatives if was else (), now.alternatives if now else (), _same_alternative
    )
    return PassageRedline(
        places=places,
        id=known.id,
        moved=moved,
        heading=runs(was.heading if was else "", now.heading if now else ""),
        alternatives=tuple(_alternative(*pair) for pair in alternatives),
    )


def _alternative(
    places: Places, was: Alternative | None, now: Alternative | None
) -> AlternativeRedline:
    versions = _paired(was.versions if was else (), now.versions if now else (), (_same_language,))
    return AlternativeRedline(
        places=places,
        was=(was.id, was.by) if was else None,
        now=(now.id, now.by) if now else None,
        versions=tuple(_version(*pair) for pair in versions),
    )


def _version(places: Places, was: Version | None, now: Version | None) -> VersionRedline:
    known = now or was
    assert known is not None
    return VersionRedline(
        places=places,
        language=known.language,
        was=was.status if was else None,
        now=now.status if now else None,
        runs=runs(was.words if was else "", now.words if now else ""),
    )


Part = TypeVar("Part")
Match = Callable[[Part, Part], bool]

_same_alternative: tuple[Match[Alternative], ...] = (
    lambda a, b: a.id == b.id,
    lambda a, b: a.by is not None and a.by == b.by and not (a.empty or b.empty),
    lambda a, b: not (a.empty or b.empty),
)


def _same_language(a: Version, b: Version) -> bool:
    return a.language == b.language


def _paired(
    was: Sequence[Part], now: Sequence[Part], ways: Iterable[Match[Part]]
) -> list[tuple[Places, Part | None, Part | None]]:
    """Return old and new in pairs, matched in one way after another; then the old ones left."""
    match: dict[int, int] = {}
    for way in ways:
        for at, new in enumerate(now):
            if at not in match:
                free = (n for n, old in enumerate(was) if n not in match.values() and way(old, new))
                found = next(free, None)
                if found is not None:
                    match[at] = found
    pairs: list[tuple[Places, Part | None, Part | None]] = [
        (Places(match.get(at), at), was[match[at]] if at in match else None, new)
        for at, new in enumerate(now)
    ]
    gone = (at for at in range(len(was)) if at not in match.values())
    return [*pairs, *((Places(at, None), was[at], None) for at in gone)]


class _Placed(Protocol):
    @property
    def places(self) -> Places: ...


Placed = TypeVar("Placed", bound=_Placed)


def _on(parts: Iterable[Placed], which: Side) -> list[Placed]:
    """Return the parts that stand on that side, in its order."""
    there = [(getattr(part.places, which), part) for part in parts]
    return [part for at, part in sorted((p for p in there if p[0] is not None), key=lambda p: p[0])]


def _passages(change: Redline, which: Side) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            part.id,
            side(part.heading, which),
            tuple(_alternative_on(one, which) for one in _on(part.alternatives, which)),
        )
        for part in _on(change.passages, which)
    )


def _alternative_on(part: AlternativeRedline, which: Side) -> Alternative:
    known = part.was if which == "was" else part.now
    assert known is not None
    versions: list[Version] = []
    for one in _on(part.versions, which):
        status = one.was if which == "was" else one.now
        assert status is not None
        versions.append(Version(one.language, side(one.runs, which), status))
    id, by = known
    return Alternative(id, tuple(versions), by)
