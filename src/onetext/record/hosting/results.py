"""Labels join: who may read a result may read all that it was computed from."""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.filing import ResultFiled
from onetext.record.entry import Place
from onetext.record.hosting.now import Now


def check_result(now: Now, place: Place, act: ResultFiled) -> None:
    """Refuse a result where somebody would read it who may not read all its inputs whole.

    Raises
    ------
    Refused
        If an input is not there for the acting seat, or for another reader of the result.
    """
    there = now.looks.compartment(place.compartment)
    readers: tuple[str | None, ...] = (
        (None,) if there is None or there.members is None else tuple(sorted(there.members))
    )
    for commitment in act.inputs:
        own = now.reach(commitment)
        if own is None or not own.whole:
            raise Refused("a result of what you have not seen whole")
        for reader in readers:
            reach = Now(now.opening, now.looks, reader or "host").reach(commitment)
            if reach is None or not reach.whole:
                raise Refused(
                    "somebody here may not read all that this was computed from",
                    instead="file it where every reader may, or pass on what it rests on first",
                )
