"""Two histories side by side that are equal in all that one seat may see, and differ elsewhere.

A step is taken in both, in one of them, or in both with other words. What another seat does where
the seat sees it is the same in both, or it is not done at all; what the seat itself does is the
same in both, whatever becomes of it: that the room answers it alike is what is to be shown.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from acting import DOINGS, INSTRUMENTS, KINDS, Doing
from hypothesis import strategies as st
from pinned_room import SEATS, SIDE, PinnedRoom, begun, proposal
from telling import relabelled, told, told_error

from onetext.errors import OnetextError
from onetext.record.opening import Opening
from onetext.record.record import Kept
from onetext.record.store.interface import Store
from onetext.record.store.memory import MemoryStore

Mode = Literal["both", "left", "right", "differ"]
MODES: tuple[Mode, ...] = ("both", "both", "both", "left", "right", "differ")
SORTS = ("private", "caucus", "caucus", "bilateral", "plenary", "public")
SIDES = ("left", "right")
WAITS = (1, 1, 7, 7, 7, 7, 7, 31, 31, 31, 31, 480, 1300)
THE_HOSTS = ("instrument", "shut", "role", "file", "end")
"""What the host does: no seat tries it, so it is never an act of the seat that looks."""

BEFORE = {
    "sign_minutes": ("tell",),
    "draft": ("draft", "passage"),
    "end": ("propose",),
    "accept": ("propose",),
}
"""What a step is about, if there is any of it."""

ORDER = tuple(sorted(SEATS))


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step as drawn: small numbers that the state of the twins gives a meaning."""

    mode: Mode
    kind: str
    seat: int
    place: int
    item: int
    a: int
    b: int
    c: int
    wait: int


_number = st.integers(0, 59)
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(MODES),
        st.sampled_from(("open", "open", "close", *KINDS)),
        _number,
        _number,
        _number,
        _number,
        _number,
        _number,
        st.integers(0, len(WAITS) - 1),
    ),
    min_size=16,
    max_size=40,
)
EYES = st.sampled_from((*ORDER, *ORDER, None))


def drawn_steps(seed: int) -> list[Step]:
    """Return steps that are always the same for a seed, with much passed on and destroyed."""
    draw = random.Random(seed)
    kinds = ("open", "open", "close", *KINDS, *["disclose"] * 12, *["destroy"] * 2)
    return [
        Step(
            draw.choice(MODES),
            draw.choice(kinds),
            *(draw.randrange(60) for _ in range(6)),
            draw.randrange(len(WAITS)),
        )
        for _ in range(40)
    ]


@dataclass
class Spot:
    """Hold a compartment and its id in each history that has it."""

    sort: str
    members: frozenset[str] | None
    ids: dict[str, str]
    shown: bool = False

    def sees(self, seat: str | None) -> bool:
        return self.members is None or seat in self.members


class Unlike(Exception):
    """Say that a step of another seat came out otherwise where the seat sees it."""


@dataclass
class Twins:
    """Hold both histories and what the seat was answered in each."""

    eyes: str | None
    make: Callable[[Opening], Store] = MemoryStore
    rooms: dict[str, PinnedRoom] = field(init=False)
    spots: list[Spot] = field(default_factory=list)
    at: dict[str, Spot] = field(default_factory=dict)
    texts: dict[str, Spot] = field(init=False)
    kind: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=lambda: {side: [] for side in SIDES})
    opaque: bool = False
    hidden: int = 0
    skipped: int = 0

    def __post_init__(self) -> None:
        self.rooms = {side: PinnedRoom(side, self.make) for side in SIDES}
        left, right = (begun(self.rooms[side]) for side in SIDES)
        begin = (("public", None), ("plenary", frozenset(SEATS)), ("side", frozenset(SIDE)))
        for name, members in begin:
            sort = "caucus" if name == "side" else name
            self.spots.append(Spot(sort, members, {"left": left[name], "right": right[name]}))
        for side, room in self.rooms.items():
            room.made["0"] = room.enter("dor-med", self.spots[1].ids[side], proposal(room.hour(9)))
        self.at["0"], self.kind["0"] = self.spots[1], "propose"
        self.texts = {"t1": self.spots[1], "t2": self.spots[2]}
        self.slot, self.minutes = 1, 0

    def run(self, steps: Sequence[Step]) -> Twins:
        for step in steps:
            self.take(step)
        self.slot, self.minutes = self.slot + 1, self.minutes + 1
        for room in self.rooms.values():
            room.at(self.slot, self.minutes, apart=False)
        return self

    def take(self, step: Step) -> None:
        """Take one step, if it is one that keeps the histories equal for the seat."""
        self.slot, self.minutes = self.slot + 1, self.minutes + WAITS[step.wait]
        if step.kind == "close":
            self._begin("both")
            for side in (step.mode,) if step.mode in SIDES else SIDES:
                self.rooms[side].host.close()
        elif step.kind == "open":
            self._open(step)
        else:
            self._act(step)

    def _begin(self, mode: Mode) -> None:
        for room in self.rooms.values():
            room.at(self.slot, self.minutes, apart=mode in SIDES)

    def _open(self, step: Step) -> None:
        sort = SORTS[step.b % len(SORTS)]
        members = frozenset(s for n, s in enumerate(ORDER) if step.a >> n & 1 or n == step.c % 5)
        if sort == "public" and step.place % 4:
            sort = "caucus"
        new = Spot(sort, None if sort == "public" else members, {})
        mode = "both" if new.sees(self.eyes) or step.mode == "differ" else step.mode
        sides = (mode,) if mode in SIDES else SIDES
        olds = [spot for spot in self.spots if all(side in spot.ids for side in sides)]
        old = olds[step.item % len(olds)] if step.item % 3 else None
        self._begin(mode)
        for side in sides:
            inside = () if new.members is None else tuple(new.members)
            follows = old.ids[side] if old is not None else None
            try:
                new.ids[side] = self.rooms[side].open(sort, sort, inside, follows=follows)  # type: ignore[arg-type]
            except OnetextError:  # the host itself has no more room before the next close
                continue
        if new.sees(self.eyes) and len(new.ids) == 1:
            raise Unlike
        if new.ids:
            self.spots.append(new)
            self.hidden += not new.sees(self.eyes)

    def _act(self, step: Step) -> None:
        seat = ORDER[step.seat % len(ORDER)]
        if step.kind == "shut" and step.a % 4:
            step = replace(step, kind="say")
        if step.kind in THE_HOSTS and seat == self.eyes:
            seat = ORDER[(step.seat + 1) % len(ORDER)]
        mode: Mode = "both" if seat == self.eyes else step.mode
        spot = self._spot(step, seat, mode)
        if spot is None:
            mode, spot = "both", self.spots[step.place % 2]
        own = seat == self.eyes
        puts = step.kind in ("passage", "draft") and step.a % 7 not in (1, 2, 3)
        if (puts or step.kind == "propose") and not own:
            seat = "dor-med" if self.eyes != "dor-med" else seat
        if not own and spot.members and (seat not in spot.members and step.a % 6 != 5):
            others = sorted(spot.members - {self.eyes})
            seat = others[step.seat % len(others)] if others else seat
        if step.kind == "cosign" or (not own and spot.sees(self.eyes)):
            mode = "both"  # every bundle has everybody's signatures under the heads
        label = self._label(step, mode, own)
        beside = self.at.get(label) if label is not None else None
        if step.kind in ("leave", "end", "accept") and beside is not None and step.a % 5:
            spot = beside
            if not own and spot.sees(self.eyes):
                mode = "both"
        elif step.kind in ("disclose", "forge") and beside is not None and not own:
            mode = "both" if beside.sees(self.eyes) else mode
        if not own and step.kind == "destroy" and mode != "both" and spot.shown:
            return
        seen = spot.sees(self.eyes) or (beside is not None and beside.sees(self.eyes))
        if not own and step.kind == "disclose" and beside is not None and spot.sees(self.eyes):
            if step.b % 4 < 2 and not self._alike(label):
                step = replace(step, b=step.b % 2 + 2)
            beside.shown |= step.b % 4 < 2
        self._begin(mode)
        sides = (mode,) if mode in SIDES else SIDES
        before = {side: _kept_of(self.rooms[side]) for side in sides}
        out = {side: self._done(step, seat, spot, label, side, mode) for side in sides}
        if not own and seen and not _like(*out.values()):
            self._undo(before)
            return
        self._note(step, spot, out, own, seen)

    def _note(self, step: Step, spot: Spot, out: dict[str, Any], own: bool, seen: bool) -> None:
        if own or seen:
            answers = [told_error(o) if isinstance(o, Exception) else told(o) for o in out.values()]
            self.opaque |= answers[0] != answers[1] and _like(*out.values())
            if own:
                for side, answer in zip(SIDES, answers, strict=True):
                    self.answers[side].append(answer)
        else:
            self.hidden += 1
        for side, made in out.items():
            if isinstance(made, Kept):
                label = f"{self.slot}"
                self.rooms[side].made[label] = made
                if step.kind == "instrument":
                    self.texts.setdefault(INSTRUMENTS[1 + step.a % 3], spot)
                inside = next((s for s in self.spots if s.ids.get(side) == made.compartment), spot)
                self.at[label], self.kind[label] = inside, step.kind

    def _spot(self, step: Step, seat: str, mode: Mode) -> Spot | None:
        if step.kind in ("file", "role") and step.c % 4:
            return self.spots[0]
        wanted = (mode,) if mode in SIDES else SIDES
        text = INSTRUMENTS[step.b % 4]
        if step.kind in ("passage", "draft", "stand") and step.place % 8:
            kept = self.texts.get(text)
            if kept is not None and (seat == self.eyes or set(wanted) <= set(kept.ids)):
                return kept
        there = [
            spot
            for spot in self.spots
            if seat == self.eyes
            or (
                all(side in spot.ids for side in wanted)
                and (mode == "both" or not spot.sees(self.eyes))
            )
        ]
        inside = [spot for spot in there if spot.sees(seat)]
        pool = inside if inside and step.a % 4 else there
        return pool[step.place % len(pool)] if pool else None

    def _label(self, step: Step, mode: Mode, own: bool) -> str | None:
        """Choose what a step is about; the seat itself may name what it cannot know."""
        if step.item % 13 == 12:
            return None
        sides = (mode,) if mode in SIDES else SIDES
        there = [
            label
            for label, spot in self.at.items()
            if own
            or (
                all(label in self.rooms[side].made for side in sides)
                and (mode == "both" or not spot.sees(self.eyes))
            )
        ]
        wanted = BEFORE.get(step.kind)
        if wanted:
            there = [one for one in there if self.kind[one] in wanted] or there
        return there[-1 - step.item % len(there)] if there else None

    def _alike(self, label: str | None) -> bool:
        left, right = (self.rooms[side].made.get(label or "") for side in SIDES)
        if left is None or right is None or left.entry != right.entry:
            return False
        now = [self.rooms[s].store.items((k.promise.commitment,)) for s, k in _both(left, right)]
        return len({told([kept.entry for kept in items.values()]) for items in now}) == 1

    def _done(
        self, step: Step, seat: str, spot: Spot, label: str | None, side: str, mode: Mode
    ) -> Any:
        room = self.rooms[side]
        kept = self._item(label, side)
        unknown = random.Random(f"unknown {self.slot}")
        do = Doing(
            room=room,
            seat=seat,
            place=spot.ids.get(side) or next(iter(spot.ids.values())),
            sort=spot.sort,
            a=step.a,
            b=step.b,
            c=step.c,
            item=kept.promise.commitment if kept else unknown.randbytes(32),
            id=kept.entry.id if kept and kept.entry else unknown.randbytes(16),
            members=tuple(sorted(spot.members or ())),
            other=1 if mode == "differ" and side == "right" else 0,
        )
        try:
            return DOINGS[step.kind](do)
        except OnetextError as error:
            return error

    def _item(self, label: str | None, side: str) -> Kept | None:
        found = (self.rooms[one].made.get(label or "") for one in (side, *SIDES))
        return next((kept for kept in found if kept is not None), None)

    def _undo(self, before: dict[str, Any]) -> None:
        self.skipped += 1
        for side, state in before.items():
            if state is None:
                raise Unlike
            vars(self.rooms[side].store).update(state)


def _both(left: Kept, right: Kept) -> tuple[tuple[str, Kept], tuple[str, Kept]]:
    return ("left", left), ("right", right)


def _like(left: Any, right: Any) -> bool:
    """Tell whether a step came out alike: done in both, and saying the same, or refused alike."""
    if isinstance(left, Exception) or isinstance(right, Exception):
        return type(left) is type(right)
    return relabelled(told(left)) == relabelled(told(right))


def _kept_of(room: PinnedRoom) -> Any:
    store = room.store
    if not isinstance(store, MemoryStore):
        return None
    return {name: copy(value) for name, value in vars(store).items() if name != "_lock"}
