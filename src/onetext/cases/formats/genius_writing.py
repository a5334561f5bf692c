"""A case as Genius XML: a domain and a utility space for each party.

The weight of an issue is what its best value is worth, the evaluations are whole numbers in
proportion to the values' points, so that Genius's own rule gives back the same utilities. Links
between issues of whole numbers become hyper-rectangles; others Genius cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from onetext.cases.formats.exporting import Export, Told, decimal, plain, sayable, with_note
from onetext.cases.formats.figures import OFF
from onetext.cases.formats.genius import SUM_TOLD
from onetext.cases.formats.xml_reading import escaped
from onetext.errors import BadInput
from onetext.terms.case import Case
from onetext.terms.packages.condition import And, Compare, Condition
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Line = tuple[Fraction, Fraction]


def genius_files(case: Case, *, links: bool = True) -> Export:
    """Return a case as Genius XML, and what of it Genius has no place for.

    Parameters
    ----------
    links
        False to leave links between issues out, which changes what packages are worth.

    Raises
    ------
    BadInput
        If a sheet leaves a number open, or links options that are no numbers.
    """
    told = sayable(case, ".xml", upper=1, links=links)
    boxed = any(one.linked for one in told.parties)
    for matter in case.space.matters if boxed else ():
        if not isinstance(matter, Amount):
            link = next(one for party in told.parties for one in party.linked)
            raise BadInput(
                f"Genius links issues of whole numbers only, and {matter.issue.id!r} is none; "
                f"there is a link: {link.when}",
                instead="export it without its links (links=False)",
            )
    kinds = {
        matter.issue.id: _numbered(matter, told.parties, boxed) for matter in case.space.matters
    }
    for matter in case.space.matters:
        if isinstance(matter, Amount) and not kinds[matter.issue.id]:
            told.left_out.append(f"that {matter.issue.id!r} is a number: its values are listed")
    if case.title != case.id:
        told.left_out.append(f"the title {case.title!r}")
    files = {told.domain_file: _domain(case, told.parties, kinds)}
    for one in told.parties:
        files[one.file] = _space(case, one, kinds, boxed)
    files = with_note(case, files)
    for file, text in files.items():
        bad = _NO_XML.search(text)
        if bad and file.endswith(".xml"):
            raise BadInput(
                f"XML has no place for the character U+{ord(bad[0]):04X}",
                instead="take it out of the case's names",
            )
    return Export(files, tuple(told.left_out))


def _domain(case: Case, parties: tuple[Told, ...], kinds: Mapping[str, bool]) -> str:
    agents = "".join(
        f'  <agent name="{escaped(one.name)}" utility_space="{escaped(one.file)}"/>\n'
        for one in parties
    )
    issues = "".join(_issue(at, m, kinds, {}) for at, m in enumerate(case.space.matters, start=1))
    return (
        f'{_HEAD}<negotiation_template number_of_sessions="1">\n{agents}'
        f'  <utility_space number_of_issues="{len(case.space.matters)}">\n'
        f"{_objective(issues)}  </utility_space>\n</negotiation_template>\n"
    )


def _space(case: Case, told: Told, kinds: Mapping[str, bool], boxed: bool) -> str:
    matters = case.space.matters
    tail = f'  <reservation value="{decimal(told.floor)}"/>\n'
    if told.discount is not None:
        tail = f'  <discount_factor value="{told.discount:f}"/>\n' + tail
    if boxed:
        issues = "".join(_issue(at, m, kinds, {}) for at, m in enumerate(matters, start=1))
        inside = issues + _rectangles(case, told)
        return (
            f'{_HEAD}<utility_space type="nonlinear" number_of_issues="{len(matters)}">\n'
            f"{_objective(inside)}{tail}</utility_space>\n"
        )
    issues = weights = ""
    total = Fraction(0)
    for at, matter in enumerate(matters, start=1):
        table = told.tables[matter.issue.id]
        best = max(table.values())
        if best <= 0 and any(table.values()):
            raise BadInput(
                f"nothing of {matter.issue.id!r} is worth more than 0 to {told.party!r}, "
                "and Genius divides by the best",
                instead="add the same points to all its options",
            )
        total += best
        weights += f'    <weight index="{at}" value="{decimal(best)}"/>\n'
        issues += _issue(at, matter, kinds, table)
    other = f' {SUM_TOLD}="{decimal(total)}"' if abs(total - 1) > OFF else ""
    return (
        f'{_HEAD}<utility_space number_of_issues="{len(matters)}"{other}>\n'
        f"{_objective(issues + weights)}{tail}</utility_space>\n"
    )


def _objective(inside: str) -> str:
    return (
        '    <objective index="0" name="root" description="" type="objective" '
        f'etype="objective">\n{inside}    </objective>\n'
    )


def _issue(
    at: int, matter: Matter, kinds: Mapping[str, bool], table: Mapping[Value, Fraction]
) -> str:
    """Return an issue's element; with a table, what its values are worth stands in it."""
    kind = "integer" if kinds[matter.issue.id] else "discrete"
    told = matter.issue.label if matter.issue.label != matter.issue.id else ""
    head = (
        f'    <issue index="{at}" name="{escaped(matter.issue.id)}" '
        f'description="{escaped(told)}" type="{kind}" etype="{kind}" vtype="{kind}"'
    )
    if isinstance(matter, Amount) and kinds[matter.issue.id]:
        head += f' lowerbound="{matter.low:f}" upperbound="{matter.high:f}"'
        line = _line([table[value] for value in matter.values()]) if table else None
        if line is None:
            return head + "/>\n"
        return (
            f'{head}>\n      <evaluator ftype="linear" slope="{decimal(line[0])}" '
            f'offset="{decimal(line[1])}"/>\n    </issue>\n'
        )
    labels = {} if isinstance(matter, Amount) else {o.id: o.label for o in matter.options}
    worth = _whole(table)
    items = "".join(
        f'      <item index="{n}" value="{escaped(plain(value))}" '
        f'description="{escaped(labels.get(plain(value), ""))}"'
        + (f' evaluation="{worth[value]}"' if table else "")
        + "/>\n"
        for n, value in enumerate(matter.values(), start=1)
    )
    return f"{head}>\n{items}    </issue>\n"


def _whole(table: Mapping[Value, Fraction]) -> dict[Value, int]:
    """Return whole numbers in the same proportion, as small as they can be."""
    shared = lcm(*(one.denominator for one in table.values()))
    whole = {value: int(one * shared) for value, one in table.items()}
    divisor = gcd(*whole.values()) or 1
    return {value: one // divisor for value, one in whole.items()}


def _numbered(matter: Matter, parties: tuple[Told, ...], boxed: bool) -> bool:
    """Tell whether an issue can stay one of whole numbers: each party's table is a clipped line."""
    if not isinstance(matter, Amount) or matter.step != 1 or matter.low % 1 != 0:
        return False
    rows = [[told.tables[matter.issue.id][v] for v in matter.values()] for told in parties]
    return boxed or all(max(row) >= 0 and _line(row) is not None for row in rows)


def _line(row: list[Fraction]) -> Line | None:
    """Return slope and offset of the line, cut at 0 and 1, that a table follows by its largest."""
    top = max(row) or Fraction(1)
    shares = [one / top for one in row]
    pairs = [(at, a, b - a) for at, (a, b) in enumerate(pairwise(shares))]
    inside = [one for one in pairs if 0 < one[1] < 1 and 0 < one[1] + one[2] < 1]
    uneven = [one for one in pairs if one[2]]
    for at, share, slope in [*inside[:1], *uneven[:1], *uneven[-1:], (0, shares[0], Fraction(0))]:
        offset = share - slope * at
        line = [min(max(offset + slope * k, Fraction(0)), Fraction(1)) for k in range(len(row))]
        if line == shares:
            return slope, offset
    return None


def _rectangles(case: Case, told: Told) -> str:
    """Return the utility of a nonlinear space: runs of values of one issue, then the links."""
    rows: list[tuple[Fraction, list[tuple[int, Decimal, Decimal]]]] = []
    for at, matter in enumerate(case.space.matters, start=1):
        table = told.tables[matter.issue.id]
        rows += [(worth, [(at, low, high)]) for worth, low, high in _runs(table)]
    places = {m.issue.id: (at, m) for at, m in enumerate(case.space.matters, start=1)}
    rows += [(told.link(one), list(_sides(one.when, places))) for one in told.linked]
    top = lcm(*(worth.denominator for worth, _ in rows))
    inside = "".join(
        f'        <hyperRectangle utility="{worth * top}">\n'
        + "".join(
            f'          <INCLUDES index="{at}" min="{low:f}" max="{high:f}"/>\n'
            for at, low, high in sides
        )
        + "        </hyperRectangle>\n"
        for worth, sides in rows
    )
    return (
        f'    <utility maxutility="{top}">\n'
        '      <ufun type="PlainUfun" weight="1" aggregation="sum">\n'
        f"{inside}      </ufun>\n    </utility>\n"
    )


def _runs(table: Mapping[Value, Fraction]) -> Iterator[tuple[Fraction, Decimal, Decimal]]:
    """Yield each run of numbers that are worth the same and not nothing."""
    run: tuple[Fraction, Decimal, Decimal] | None = None
    for value, worth in table.items():
        assert isinstance(value, Decimal)
        if run is not None and run[0] == worth:
            run = (worth, run[1], value)
            continue
        if run is not None and run[0]:
            yield run
        run = (worth, value, value)
    if run is not None and run[0]:
        yield run


def _sides(
    when: Condition, places: Mapping[str, tuple[int, Matter]]
) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Yield, for each issue that a link bounds, the numbers within."""
    bounds: dict[str, list[Decimal]] = {}
    for part in when.parts if isinstance(when, And) else (when,):
        matter = places[part.issue][1] if isinstance(part, Compare) else None
        if (
            not isinstance(part, Compare)
            or not isinstance(matter, Amount)
            or not isinstance(part.value, Decimal)
            or part.sign == "!="
        ):
            raise BadInput(
                f"Genius cannot say the link {str(when)!r}",
                instead="export it without its links (links=False), or bound numbers with 'and'",
            )
        low, high = bounds.setdefault(part.issue, [matter.low, matter.high])
        if part.sign in (">", ">=", "="):
            low = max(low, part.value + (part.sign == ">"))
        if part.sign in ("<", "<=", "="):
            high = min(high, part.value - (part.sign == "<"))
        bounds[part.issue] = [low, high]
    for issue, (low, high) in bounds.items():
        yield places[issue][0], low, high
