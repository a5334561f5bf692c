"""How fast the tables find parties and issues in a megabyte of text, one core.

``uv run python bench/tables.py`` prints the medians of five runs as a markdown table.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyTable
from start import machine

ISSUES = "The envoy said that the ceasefire and the withdrawal of troops were agreed. " * 13_200
PARTIES = "The U.S. envoy said on Monday that Kyiv and Moscow had met again in Geneva. " * 13_200


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median seconds of some runs."""
    took = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    issues, parties = IssueLexicon.load(), PartyTable.load()
    assert issues.find(ISSUES)[0] == "troop_withdrawal"
    assert len(parties.mentions(PARTIES)) == 3 * 13_200
    print("| a megabyte through | median, s |")
    print("|---|---:|")
    print(f"| the issue lexicon | {median(lambda: issues.find(ISSUES)):.2f} |")
    print(f"| the table of parties | {median(lambda: parties.mentions(PARTIES)):.2f} |")
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
