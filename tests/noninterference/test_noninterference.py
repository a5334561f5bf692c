"""Two histories equal in what a seat may see give that seat equal outputs, byte by byte."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

from finding_outputs import outputs, sources_of
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from telling import same
from twins import EYES, SIDES, STEPS, Step, Twins
from using_outputs import Seen, exercised

from onetext.terms.when import When

LONG = bool(os.environ.get("ONETEXT_LONG"))
SHRINK = bool(os.environ.get("ONETEXT_SHRINK"))
EXAMPLES = 10_000 if LONG else 500
HOURS = ("2031-03-16T10:00Z", "2031-03-16", "2031-03-17T09:30Z")
FOUND = outputs(sources=sources_of())
TIMELESS = ("onetext.brief.", "onetext.record.", "onetext.terms.")
OF_AN_HOUR = {
    name: one
    for name, one in FOUND.items()
    if not name.startswith(TIMELESS) or name.startswith(("onetext.record.view", "onetext.record.w"))
}
counted: Counter[str] = Counter()


def differences(twins: Twins, at: str | None = None, *, whole: bool = True) -> list[str]:
    """Return the outputs that are not the same in both histories, the answers to acts included."""
    found = FOUND if whole else OF_AN_HOUR
    when = When(at) if at else None
    given = [exercised(found, Seen(twins.rooms[s].host, twins.eyes, when)) for s in SIDES]
    left, right = given
    wrong = [
        f"{name}:\n  {left[name]}\n  {right[name]}"
        for name in left
        if (left[name] is None) is not (right[name] is None)
        or not same(left[name] or "", right[name] or "", opaque=twins.opaque)
    ]
    for one, other in zip(*(twins.answers[side] for side in SIDES), strict=True):
        if not same(one, other, opaque=twins.opaque):
            wrong.append(f"answer:\n  {one}\n  {other}")
    return wrong


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=not LONG,
    phases=(Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(EYES, STEPS, st.sampled_from(HOURS))
def test_a_seat_is_told_nothing_of_what_it_may_not_see(
    eyes: str | None, steps: Sequence[Step], at: str
) -> None:
    twins = Twins(eyes).run(steps)
    assert not differences(twins)
    assert not differences(twins, at, whole=False)
    counted.update(
        examples=1,
        hidden=twins.hidden,
        answers=len(twins.answers["left"]),
        opaque=twins.opaque,
        skipped=twins.skipped,
        entries=sum(1 for _ in twins.rooms["left"].store.everything()),
    )


def test_the_examples_were_worth_their_time() -> None:
    """Most steps are hidden from somebody, acts are answered, and few are given up."""
    if not counted:
        return
    assert counted["hidden"] > 2 * counted["examples"]
    assert counted["answers"] > 2 * counted["examples"]
    assert counted["opaque"] > 0
    assert counted["skipped"] < counted["hidden"] / 4
