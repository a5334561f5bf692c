"""Hypothesis strategies for what is negotiated."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from onetext.terms.issue import Issue
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Never,
    Not,
    OneOf,
    Open,
    Or,
)
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Amount, Choice, Option, Space

names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
numbers = st.decimals(
    min_value=-(10**17), max_value=10**17, places=9, allow_nan=False, allow_infinity=False
) | st.integers(-100, 100).map(Decimal)
values = st.one_of(names, numbers)

SPACE = Space(
    (
        Choice(Issue("a", "A"), (Option("x"), Option("y"), Option("no"))),
        Choice(Issue("b", "B"), (Option("x"), Option("y"))),
        Amount(Issue("n", "N"), Decimal(0), Decimal(4), Decimal(1)),
        Amount(Issue("m", "M"), Decimal("-1"), Decimal("1"), Decimal("0.5")),
    )
)


def composed(
    leaves: st.SearchStrategy[Condition], *, negated: bool = True
) -> st.SearchStrategy[Condition]:
    """Return conditions over ``leaves``, nested."""

    def grow(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            parts.map(Not) if negated else parts,
            several.map(And),
            several.map(Or),
            several.flatmap(lambda p: st.integers(1, len(p)).map(lambda k: AtLeast(k, p))),
        )

    return st.recursive(leaves, grow, max_leaves=8)


wild_conditions = composed(
    st.one_of(
        st.builds(Compare, names, st.sampled_from(["=", "!="]), values),
        st.builds(Compare, names, st.sampled_from(["<", "<=", ">=", ">"]), numbers),
        st.builds(OneOf, names, st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)),
        st.builds(Always),
        st.builds(Never),
        st.builds(Open),
    )
)

_options = {m.issue.id: list(m.values()) for m in SPACE.matters}
_halves = st.integers(-2, 10).map(lambda n: Decimal(n) / 2)
_picked = st.sampled_from(sorted(_options)).flatmap(
    lambda issue: st.tuples(st.just(issue), st.sampled_from(_options[issue]))
)
_signs = st.sampled_from(["=", "!="])
conditions = composed(
    st.one_of(
        st.builds(lambda pick, sign: Compare(pick[0], sign, pick[1]), _picked, _signs),
        st.builds(
            Compare, st.sampled_from(["n", "m"]), st.sampled_from(["<", "<=", ">=", ">"]), _halves
        ),
        st.sampled_from(sorted(_options)).flatmap(
            lambda issue: st.lists(
                st.sampled_from(_options[issue]), min_size=1, max_size=3, unique=True
            ).map(lambda chosen: OneOf(issue, tuple(chosen)))
        ),
        st.builds(Always),
        st.builds(Never),
    )
)
packages = st.fixed_dictionaries(
    {}, optional={issue: st.sampled_from(found) for issue, found in _options.items()}
).map(Package.of)
