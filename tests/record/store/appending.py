"""A process that appends and acknowledges each entry on its standard output, until it is stopped.

python appending.py PLACE [--count N] [--talk] [--early] [--unsynced] [--limit BYTES]

Each line is ``kept COMMITMENT``, ``forgot COMPARTMENT`` or ``failed WHY``.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource

from keeping import START, Books

from onetext.errors import StoreFailed
from onetext.record.opening import HOST, moment
from onetext.record.record import Kept
from onetext.record.store import sqlite
from onetext.record.store.interface import Store, Writing
from onetext.record.store.places import open_store


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class Appending:
    """Append as one of several writers: the next place in a chain is asked for each time."""

    def __init__(self, store: Store, *, early: bool) -> None:
        self.store = store
        self.early = early
        self.books = Books()
        self.books.draw = random.Random(os.urandom(16))
        self.own: list[str] = []

    def follow(self, writing: Writing, place: str, *signers: str) -> None:
        last = writing.last()
        if last is not None:
            since = moment(last.time) - moment(START)
            self.books.tick, self.books.seconds = last.tick, int(since.total_seconds())
        self.books.chains = {
            (place, signer): end for signer in signers if (end := writing.chain(place, signer))
        }

    def say(self, place: str) -> Kept:
        with self.store.writing() as writing:
            self.follow(writing, place, "arn")
            kept = self.books.said("arn", place, f"words {self.books.tick}" + " and more" * 40)
            if self.early:
                tell(f"kept {kept.promise.commitment.hex()}")
            writing.keep(kept)
        if not self.early:
            tell(f"kept {kept.promise.commitment.hex()}")
        return kept

    def open(self) -> None:
        place = f"caucus-{os.urandom(8).hex()}"
        with self.store.writing() as writing:
            self.follow(writing, place, HOST)
            kept = self.books.opened(place, "arn", "med")
            writing.keep(kept)
        tell(f"kept {kept.promise.commitment.hex()}")
        self.own.append(place)

    def forget(self) -> None:
        place = self.own.pop(0)
        with self.store.writing() as writing:
            writing.forget(place)
        tell(f"forgot {place}")

    def talk(self, number: int) -> None:
        """Say something; now and then open a compartment, or forget one."""
        if number % 7 == 0:
            self.open()
        elif number % 7 == 5 and len(self.own) > 2:
            self.forget()
        else:
            self.say(self.own[-1] if number % 2 else "plenary")


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("place")
    ask.add_argument("--count", type=int)
    ask.add_argument("--talk", action="store_true")
    ask.add_argument("--early", action="store_true")
    ask.add_argument("--unsynced", action="store_true")
    ask.add_argument("--limit", type=int)
    told = ask.parse_args()
    if told.unsynced:
        sqlite.MAIN_MODE = ("journal_mode=WAL", "synchronous=OFF")
    appending = Appending(open_store(told.place), early=told.early)
    if told.limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (told.limit, resource.RLIM_INFINITY))
    for number in itertools.count() if told.count is None else range(told.count):
        try:
            appending.talk(number) if told.talk else appending.say("plenary")
        except StoreFailed as error:
            tell(f"failed {error}")
            break
    if told.limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        appending.say("plenary")
    appending.store.shut()


if __name__ == "__main__":
    main()
