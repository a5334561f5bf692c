"""Role cards: what a player is handed, to read before the talks and to keep beside the table.

The words lie beside the case, in ``roles/``: for a seat, else for its party, else for all that are
of one role (``guarantors.md``). The sheet is the one filed in the seat's own room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from onetext.analysis.table.lines import said
from onetext.brief.safe_text import visible
from onetext.record.acts.filing import SheetFiled
from onetext.record.view import View
from onetext.record.wire import value_of
from onetext.terms.case import Case
from onetext.terms.packages.space import Choice
from onetext.terms.role import Seat

LONGEST_ROLE = 100_000


@dataclass(frozen=True, slots=True)
class SheetShown:
    """Hold a sheet as a table: for each issue its options with what they are worth.

    ``rest`` are what else it says, in its own words: red lines, links, orders, what is unknown.
    """

    about: str
    own: bool
    floor: str | None
    out_of: str | None
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    rest: tuple[str, ...]


def read_roles(folder: Path, seats: Iterable[Seat], case: Case) -> dict[str, str]:
    """Return the words of each seat's card, by seat; a seat without any is left out."""
    kinds: dict[str, list[str]] = {}
    for role in case.roles:
        kinds.setdefault(role.party, []).append(f"{role.kind}s")
    found: dict[str, str] = {}
    for seat in seats:
        for name in (seat.id, seat.party, *kinds.get(seat.party, ())):
            file = folder / "roles" / f"{name}.md"
            if file.is_file() and file.stat().st_size <= LONGEST_ROLE:
                found[seat.id] = file.read_text("utf-8")
                break
    return found


def role_html(words: str) -> Markup:
    r"""Return the words of a card as markup: headings, lists and stress, nothing live.

    Examples
    --------
    >>> role_html("Keep **calm**. <script>x</script>")
    Markup('<p>Keep <strong>calm</strong>. &lt;script&gt;x&lt;/script&gt;</p>\n')
    """
    made = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink"])
    shown = made.render(visible(words)).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    return Markup(shown)


def sheets_of(view: View, case: Case) -> tuple[SheetShown, ...]:
    """Return the sheets that a view holds, the owner's own first."""
    labels = _labels(case)
    found = [_sheet(act, labels, list(labels)) for _, _, act in said(view, SheetFiled)]
    return tuple(sorted(found, key=lambda sheet: not sheet.own))


def _sheet(
    act: SheetFiled, labels: Mapping[tuple[str, str], str], agenda: list[tuple[str, str]]
) -> SheetShown:
    """Return a sheet with its issues and options in the order of the agenda."""

    def place(issue: str, option: str = "") -> int:
        return agenda.index((issue, option)) if (issue, option) in labels else len(agenda)

    value = value_of(act.sheet)
    told: dict[str, Any] = value if isinstance(value, dict) else {}
    points = told.get("points")
    rows = []
    if isinstance(points, dict):
        for issue in sorted(points, key=place):
            options = points[issue]
            if isinstance(options, dict):
                order = sorted(options, key=partial(place, issue))
                cells = tuple((labels.get((issue, o), o), str(options[o])) for o in order)
                rows.append((labels.get((issue, ""), issue), cells))
    return SheetShown(
        about=act.about,
        own=act.about == act.owner,
        floor=str(told["floor"]) if "floor" in told else None,
        out_of=str(told["out_of"]) if "out_of" in told else None,
        rows=tuple(rows),
        rest=tuple(_rest(told)),
    )


def _rest(told: Mapping[str, Any]) -> Iterable[str]:
    for line in _rows(told.get("red_lines")):
        yield f"never without: {line.get('keeps')}" if isinstance(line, dict) else str(line)
    for link in _rows(told.get("linked")):
        if isinstance(link, dict):
            yield f"{link.get('when')}: {link.get('points')} besides"
    rankings = told.get("rankings")
    if isinstance(rankings, dict):
        for issue, order in rankings.items():
            yield f"{issue}: {' over '.join(_tied(one) for one in _rows(order))}"
    if told.get("most_at_stake_first"):
        order = " before ".join(_tied(one) for one in _rows(told["most_at_stake_first"]))
        yield f"most at stake: {order}"
    if told.get("unknown"):
        yield f"unknown: {', '.join(map(str, _rows(told['unknown'])))}"


def _rows(given: Any) -> list[Any]:
    if given is None:
        return []
    return list(given) if isinstance(given, list) else [given]


def _tied(one: Any) -> str:
    return " = ".join(map(str, one)) if isinstance(one, list) else str(one)


def _labels(case: Case) -> dict[tuple[str, str], str]:
    labels: dict[tuple[str, str], str] = {}
    for matter in case.space.matters:
        labels[matter.issue.id, ""] = matter.issue.label
        if isinstance(matter, Choice):
            for option in matter.options:
                labels[matter.issue.id, option.id] = option.label or option.id
    return labels
