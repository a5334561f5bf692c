"""A case as NegMAS YAML: an outcome space and a linear additive function for each party.

Words stand in double quotes throughout, so that no reader of YAML takes ``no`` for a truth value.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from onetext.cases.formats.exporting import Export, Told, decimal, plain, sayable, with_note
from onetext.cases.formats.recognising import counted
from onetext.errors import BadInput
from onetext.terms.case import Case
from onetext.terms.packages.package import Value
from onetext.terms.packages.space import Amount, Matter

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def negmas_files(case: Case, *, links: bool = True) -> Export:
    """Return a case as NegMAS YAML, and what of it these files have no place for.

    Parameters
    ----------
    links
        False to leave links between issues out, which changes what packages are worth.

    Raises
    ------
    BadInput
        If a sheet leaves a number open, or links issues.
    """
    told = sayable(case, ".yml", links=links)
    for one in told.parties:
        if one.linked:
            raise BadInput(
                f"a linear function cannot say the link {str(one.linked[0].when)!r} "
                f"of {one.party!r}",
                instead="export it without its links (links=False)",
            )
    for matter in case.space.matters:
        if isinstance(matter, Amount) and not _contiguous(matter):
            told.left_out.append(f"that {matter.issue.id!r} is a number: its values are listed")
        if matter.issue.label != matter.issue.id:
            told.left_out.append(f"the label of {matter.issue.id!r}")
        labels = () if isinstance(matter, Amount) else [o for o in matter.options if o.label]
        if labels:
            told.left_out.append(f"the labels of {matter.issue.id!r} ({len(labels)})")
    order = [Path(one.file) for one in told.parties]
    if order != sorted(order, key=counted):
        told.left_out.append("the order of the parties: files are taken by name, or by --profiles")
    files = {told.domain_file: _domain(case)}
    for one in told.parties:
        files[one.file] = _function(case, one)
    return Export(with_note(case, files), tuple(told.left_out))


def quoted(given: str) -> str:
    r"""Return words in double quotes, as YAML reads them.

    Examples
    --------
    >>> print(quoted('no "x"'), quoted("a\u2028b"))
    "no \"x\"" "a\u2028b"
    """
    return '"' + "".join(map(_sign, given)) + '"'


def _sign(c: str) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    if c.isprintable():
        return c
    return f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"


def _domain(case: Case) -> str:
    issues = "".join(
        f"- name: {quoted(matter.issue.id)}\n"
        + (
            f"  type: ContiguousIssue\n  values:\n  - {matter.low:f}\n  - {matter.high:f}\n"
            if isinstance(matter, Amount) and _contiguous(matter)
            else "  type: CategoricalIssue\n  values:\n"
            + "".join(f"  - {quoted(plain(value))}\n" for value in matter.values())
        )
        for matter in case.space.matters
    )
    return f"name: {quoted(case.title)}\ntype: DiscreteCartesianOutcomeSpace\nissues:\n{issues}"


def _contiguous(matter: Amount) -> bool:
    return matter.step == 1 and matter.low % 1 == 0 and matter.low < matter.high


def _function(case: Case, told: Told) -> str:
    values = weights = ""
    for matter in case.space.matters:
        table = told.tables[matter.issue.id]
        best = max(table.values())
        weight = best if best > 0 else max(map(abs, table.values()))
        weights += f"- {decimal(weight)}\n"
        values += "- type: TableFun\n  mapping:\n" + _mapping(matter, table, weight)
    head = f"name: {quoted(told.name)}\nreserved_value: {decimal(told.floor)}\n"
    body = f"type: LinearAdditiveUtilityFunction\nvalues:\n{values}weights:\n{weights}"
    if told.discount is None:
        return head + body
    inner = "".join(f"  {line}\n" for line in (head + body).splitlines())
    return (
        f"{head}type: ExpDiscountedUFun\ndiscount: {told.discount:f}\n"
        f"dynamic_reservation: true\nufun:\n{inner}"
    )


def _mapping(matter: Matter, table: Mapping[Value, Fraction], weight: Fraction) -> str:
    bare = isinstance(matter, Amount) and _contiguous(matter)
    return "".join(
        f"    {plain(value) if bare else quoted(plain(value))}: "
        f"{decimal(worth / weight if weight else worth)}\n"
        for value, worth in table.items()
    )
