"""Who may see what, who sits where: compartments, roles, holders of seats.

The members of a compartment never change: another membership is another compartment, which says
which one it ``follows``. So an id alone tells who could see an entry when it was appended; joining
gives no past, and leaving takes none away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from onetext.errors import BadInput

CompartmentSort = Literal["private", "caucus", "bilateral", "plenary", "public"]
PUBLIC: CompartmentSort = "public"


@dataclass(frozen=True, slots=True)
class CompartmentOpened:
    """Open the compartment that this entry is the first of; ``public`` has everybody in it."""

    name: str
    sort: CompartmentSort
    members: tuple[str, ...]
    follows: str | None
    kind: ClassVar[str] = "compartment"

    def __post_init__(self) -> None:
        if list(self.members) != sorted(set(self.members)):
            raise BadInput("the members of a compartment do not rise", instead="sort them")
        if bool(self.members) is (self.sort == PUBLIC):
            raise BadInput(
                f"a {self.sort} compartment with {len(self.members)} members",
                instead="name members, or make it public",
            )


@dataclass(frozen=True, slots=True)
class CompartmentClosed:
    """Say, to those who were in it, that nothing more will be entered here."""

    kind: ClassVar[str] = "compartment-closed"


@dataclass(frozen=True, slots=True)
class KeyDestroyed:
    """Say that the key of this compartment is gone, and with it the text of all before."""

    by: str
    kind: ClassVar[str] = "key-destroyed"


@dataclass(frozen=True, slots=True)
class HolderNamed:
    """Name the person who holds a seat from now on."""

    seat: str
    person: str
    office: str | None
    kind: ClassVar[str] = "holder"


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """Say in what role a party is at the talks, on what matter, and from when to when."""

    party: str
    role: str
    matter: str | None
    since: str | None
    until: str | None
    kind: ClassVar[str] = "role"


@dataclass(frozen=True, slots=True)
class SeatPlaced:
    """Say which party a seat speaks for, in what function, and which instruments it may bind to."""

    seat: str
    party: str
    function: str
    binds: tuple[str, ...]
    kind: ClassVar[str] = "seat"
