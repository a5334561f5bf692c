"""A time that somebody set for something, and what lapses when it passes."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.terms.hour import ends
from onetext.terms.packages.package import name
from onetext.terms.when import When


@dataclass(frozen=True, slots=True)
class Deadline:
    """Hold one deadline. It may be declared, moved or ignored (Zartman); nothing acts on it alone.

    Parameters
    ----------
    what
        What has to be done by then, in words.
    set_by
        The party that set it; None where nobody said.
    lapses
        Ids of the offers, guarantees or instruments that somebody said would lapse.

    Raises
    ------
    BadInput
        If the hour has no year.

    Examples
    --------
    >>> answer = Deadline("d1", "answer the offer", When("2031-04-01"), "halvia", ("o1",))
    >>> answer.passed(When("2031-04-01T10:00Z")), answer.passed(When("2031-04-02"))
    (False, True)
    """

    id: str
    what: str
    when: When
    set_by: str | None = None
    lapses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        name(self.id)
        ends(self.when)

    def passed(self, at: When) -> bool:
        """Tell whether it is over; a day-only deadline runs through that day."""
        return ends(at) > ends(self.when)
