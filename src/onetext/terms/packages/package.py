"""What a deal settles: one option for each issue, or for some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from itertools import pairwise

from onetext.errors import BadInput

Value = str | Decimal
"""An option's id, or a number where the issue is measured."""

_EXACT = Context(prec=64)
_WHOLE, _BROKEN = 18, 9


def number(given: int | float | str | Decimal) -> Decimal:
    """Return ``given`` as an exact number in its shortest form.

    A float is taken by its shortest decimal writing, as a file would hold it: 0.1 stays 0.1.

    Raises
    ------
    BadInput
        If it is no number, not finite, or has more than 18 digits before the point or 9 after it
        (within these, sums and comparisons are exact).

    Examples
    --------
    >>> number(0.10), number("007"), number(-0.0)
    (Decimal('0.1'), Decimal('7'), Decimal('0'))
    """
    try:
        found = Decimal(str(given))
    except InvalidOperation:
        raise BadInput(f"{given!r} is not a number", instead="write it like 12 or 2.5") from None
    if not found.is_finite():
        raise BadInput(f"{given!r} is not a finite number", instead="write it like 12 or 2.5")
    if not found:
        return Decimal(0)
    _, digits, exponent = found.as_tuple()
    assert isinstance(exponent, int)
    written = "".join(map(str, digits))
    places = -exponent - (len(written) - len(written.rstrip("0")))
    if found.adjusted() >= _WHOLE or places > _BROKEN:
        raise BadInput(
            f"the number {given} is too long",
            instead=f"write at most {_WHOLE} digits before the point and {_BROKEN} after it",
        )
    short = _EXACT.normalize(found)
    return short if short.as_tuple().exponent in range(-_BROKEN, 1) else Decimal(int(short))


def value(given: object) -> Value:
    """Return ``given`` as an option's id or a number.

    Raises
    ------
    BadInput
        If it is a truth value (YAML's bare ``no``), empty, has half a character in it, or is
        neither text nor a number.

    Examples
    --------
    >>> value("no"), value(30)
    ('no', Decimal('30'))
    """
    if isinstance(given, bool):
        raise BadInput(
            f"{given} is not an option", instead="write the option's id in quotes, like 'no'"
        )
    if isinstance(given, str):
        return name(given)
    if isinstance(given, int | float | Decimal):
        return number(given)
    raise BadInput(f"{given!r} is not an option", instead="write an option's id or a number")


def name(given: str) -> str:
    """Return ``given`` if it can name an issue or an option.

    Raises
    ------
    BadInput
        If it is empty or has half a character (a lone surrogate) in it.
    """
    if not given:
        raise BadInput("an empty name", instead="write the id of an issue or an option")
    if any("\ud800" <= c <= "\udfff" for c in given):
        raise BadInput(f"the name {given!a} has half a character in it", instead="write it whole")
    return given


@dataclass(frozen=True, slots=True, repr=False)
class Package(Mapping[str, Value]):
    """Map issues to what was chosen for them; an issue not named is left open.

    Packages are values: equal when they settle the same issues in the same way, whatever the order
    of writing, and usable as keys. The order of iteration is that of the issues' ids.

    Parameters
    ----------
    chosen
        Pairs (issue's id, option's id or number), in any order.

    Raises
    ------
    BadInput
        If an issue is named twice, a name is empty, or a value is neither text nor a number.

    Examples
    --------
    >>> Package.of({"zone_km": 30, "neutrality": "no"})
    Package(neutrality=no, zone_km=30)
    >>> Package.of({"a": "x"}) == Package((("a", "x"),))
    True
    """

    chosen: tuple[tuple[str, Value], ...] = ()

    def __post_init__(self) -> None:
        pairs = sorted(((name(i), value(v)) for i, v in self.chosen), key=lambda pair: pair[0])
        for (one, _), (other, _) in pairwise(pairs):
            if one == other:
                raise BadInput(f"the issue {one!r} is settled twice", instead="keep one of them")
        object.__setattr__(self, "chosen", tuple(pairs))

    @classmethod
    def of(cls, chosen: Mapping[str, object]) -> Package:
        """Return the package that ``chosen`` writes out; a Package comes back as it is.

        Raises
        ------
        BadInput
            If a value is neither text nor a number.
        """
        if isinstance(chosen, Package):
            return chosen
        return cls(tuple((issue, value(found)) for issue, found in chosen.items()))

    def __getitem__(self, issue: str) -> Value:
        low, high = 0, len(self.chosen)
        while low < high:
            middle = (low + high) // 2
            if self.chosen[middle][0] < issue:
                low = middle + 1
            else:
                high = middle
        if low < len(self.chosen) and self.chosen[low][0] == issue:
            return self.chosen[low][1]
        raise KeyError(issue)

    def __iter__(self) -> Iterator[str]:
        return (issue for issue, _ in self.chosen)

    def __len__(self) -> int:
        return len(self.chosen)

    def __repr__(self) -> str:
        return f"Package({', '.join(f'{issue}={found}' for issue, found in self.chosen)})"

    def settling(self, issue: str, chosen: object) -> Package:
        """Return the package with ``issue`` settled so, in place of what it held before.

        Examples
        --------
        >>> Package().settling("zone_km", 30).settling("zone_km", 40)
        Package(zone_km=40)
        """
        return Package.of({**self, issue: chosen})

    def without(self, *issues: str) -> Package:
        """Return the package with these issues left open."""
        return Package(tuple(pair for pair in self.chosen if pair[0] not in issues))

    def joined(self, other: Package) -> Package | None:
        """Return the package that settles what either does, None where they differ.

        Examples
        --------
        >>> Package.of({"a": "x"}).joined(Package.of({"b": "y"}))
        Package(a=x, b=y)
        >>> Package.of({"a": "x"}).joined(Package.of({"a": "y"})) is None
        True
        """
        if any(issue in self and self[issue] != found for issue, found in other.chosen):
            return None
        return Package.of({**self, **other})

    def extends(self, other: Package) -> bool:
        """Tell whether this settles all that ``other`` does, in the same way."""
        return all(self.get(issue) == found for issue, found in other.chosen)
