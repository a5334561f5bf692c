"""What has outlived a sweep is set aside, and looked at again with all the rest in an hour."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from onetext.room.sweeping import WHOLE_EVERY, YOUNG, Sweeper


class Knot:
    """A thing that only a sweep can free: it holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def swept() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("swept")
def test_what_is_new_is_swept_and_what_is_old_in_an_hour() -> None:
    now = [0.0]
    sweeper = Sweeper(running=lambda: now[0])
    sweeper.begin()
    assert gc.get_threshold() == YOUNG
    assert gc.get_freeze_count() > 10_000
    young, old = Knot(), Knot()
    gone, stays = ref(young), ref(old)
    del young
    sweeper.sweep()
    assert gone() is None
    assert stays() is old
    del old
    sweeper.sweep()
    assert stays() is not None
    now[0] += WHOLE_EVERY
    sweeper.sweep()
    assert stays() is None
