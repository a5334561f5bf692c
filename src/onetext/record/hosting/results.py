"""Labels join: who may read a result may read all that it was computed from."""

from __future__ import annotations

from onetext.errors import Refused
from onetext.record.acts.filing import ResultFiled
from onetext.record.acts.passing import Disclosure, PassedOn
from onetext.record.entry import Place
from onetext.record.hosting.now import Now
from onetext.record.record import Kept


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
        seen = now.seen(commitment)
        if seen is None or not seen[1].whole:
            raise Refused("a result of what you have not seen whole")
        for reader in readers:
            if not _sees_whole(now, seen[0], reader):
                raise Refused(
                    "you do not know that everybody here may read all this was computed from",
                    instead="file it where every reader may, or pass on what it rests on here",
                )


def _sees_whole(now: Now, item: Kept, reader: str | None) -> bool:
    """Tell whether the acting seat knows that a reader has been shown all of an item.

    What the reader was shown where the acting seat was not does not count: an answer that hung on
    it would tell of it.
    """
    known = {item.compartment}
    for kept, act in now.said("disclosure", "passed-on"):
        if isinstance(act, Disclosure | PassedOn) and act.item == item.promise.commitment:
            if act.form != "verbatim":
                continue
            if isinstance(act, Disclosure):
                known.add(kept.compartment)
            elif reader in act.to:
                return True
    there = map(now.compartment, known)
    return any(one is not None and one.holds(reader) for one in there)
