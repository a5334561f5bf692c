"""What a party let others know that it prefers to what: no points, no more than was said."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.terms.packages.package import Package, name
from onetext.terms.sheet import Preference


@dataclass(frozen=True, slots=True)
class Order:
    """Hold one comparison by a party, made in public; a sheet's are its own and stay with it.

    Raises
    ------
    BadInput
        If the two settle different issues, or are the same.

    Examples
    --------
    >>> order = Order("o1", "arn", Package.of({"land": "kept"}), Package.of({"land": "ceded"}))
    >>> order.preference.equal
    False
    """

    id: str
    by: str
    better: Package
    worse: Package

    def __post_init__(self) -> None:
        name(self.id)
        name(self.by)
        Preference(self.better, self.worse)

    @property
    def preference(self) -> Preference:
        """Return it as a sheet would hold it."""
        return Preference(self.better, self.worse)
