"""What one speaker says on one day is one occasion: parts of it are not changes of mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onetext.analysis.stances import strength
from onetext.analysis.utterances import Utterance


@dataclass(frozen=True, slots=True)
class Occasion:
    """Hold what one speaker said of an issue on one day; ``chosen`` sets the position."""

    parts: tuple[Utterance, ...]
    chosen: Utterance
    rank: int


def occasions(said: Sequence[tuple[Utterance, int]]) -> tuple[Occasion, ...]:
    """Return the occasions of ``said``, utterances with the rank of their speakers, in their order.

    The chosen part is the firmest: an exchange with its terms, then one without, then a plain wish,
    then praise or blame, then a hope. Among equally firm ones the last stance counts, as it was
    first put.
    """
    groups: list[list[tuple[Utterance, int]]] = []
    days: dict[str, list[list[tuple[Utterance, int]]]] = {}
    for utterance, rank in said:
        day = _day(utterance)
        for group in days.setdefault(day, []):
            if utterance.same_speaker(group[0][0]):
                group.append((utterance, rank))
                break
        else:
            groups.append([(utterance, rank)])
            days[day].append(groups[-1])
    made = [
        Occasion(
            tuple(utterance for utterance, _ in group),
            _chosen([utterance for utterance, _ in group]),
            max(rank for _, rank in group),
        )
        for group in groups
    ]
    order = {id(utterance): number for number, (utterance, _) in enumerate(said)}
    return tuple(sorted(made, key=lambda occasion: order[id(occasion.chosen)]))


def _day(utterance: Utterance) -> str:
    when = utterance.said or utterance.published
    return when.iso[:10] if when else utterance.statement.source


def _chosen(parts: list[Utterance]) -> Utterance:
    def firmness(part: Utterance) -> tuple[int, bool]:
        return strength(part.stance), part.terms is not None

    most = max(firmness(part) for part in parts)
    firmest = [part for part in parts if firmness(part) == most]
    stance = firmest[-1].stance
    alike = [part for part in firmest if part.stance == stance]
    return alike[-1] if most[1] else alike[0]
