"""Who can see a line, in few words: the name of its compartment and how many seats are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.room.places_seen import PlaceSeen, places
from onetext.room.web.guard import Visit


@dataclass(frozen=True, slots=True)
class Seen:
    """Say who can see something: in a few words, and one by one."""

    short: str
    whole: str


@dataclass(frozen=True)
class Audiences:
    """Tell of each compartment of a visit who is in it."""

    visit: Visit
    there: Mapping[str, PlaceSeen]

    @classmethod
    def of(cls, visit: Visit) -> Audiences:
        """Return the audiences of a visit."""
        return cls(visit, {one.id: one for one in places(visit.view)})

    def __call__(self, place: str | PlaceSeen | None) -> Seen:
        """Return who is in a compartment; what was passed on stands in one that is not told."""
        words = self.visit.words
        found = self.there.get(place) if isinstance(place, str) else place
        if found is None:
            return Seen(words.gettext("passed on to this seat; who else can see it is unknown"), "")
        if found.public:
            return Seen(words.gettext("everybody, also outside this room"), "")
        count = len(found.members)
        counted = words.count("%(num)d seat", "%(num)d seats", count)
        return Seen(words.joined(", ", (found.name, counted)), words.names(found.members))
