"""What the tests of drafts read: expected offers and red lines, and a case told the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onetext.analysis.drafted.cited import paragraphs
from onetext.terms.case import Case
from onetext.terms.packages.condition import Compare, Condition, Open, atoms, values_of
from onetext.terms.packages.space import Choice

HERE = Path(__file__).parent / "drafts"
Told = list[tuple[tuple[str, str], ...]]


def expected(story: str) -> tuple[Told, Told]:
    """Return the offers and red lines that were drawn up by hand."""
    rows = YAML(typ="safe").load((HERE / f"{story}.yaml").read_text(encoding="utf-8"))
    return [_row(one) for one in rows["offers"]], [_row(one) for one in rows["red_lines"]]


def told(case: Case) -> tuple[Told, Told]:
    """Return a case's offers and red lines by the words that they rest on."""
    by_id = {offer.id: offer for offer in case.offers}
    offers = [
        _row(
            {
                "by": offer.by,
                "to": list(offer.to),
                "give": _words(case, offer.give),
                "want": _words(case, offer.want),
                "open": case.grounds_of(f"offers/{offer.id}").note.partition("“")[2].rstrip("”"),
                "replaces": _words(case, by_id[offer.replaces].give) if offer.replaces else "",
            },
        )
        for offer in case.offers
    ]
    lines = []
    for line in case.red_lines:
        item = f"red_lines/{line.id}"
        if isinstance(line.keeps, Open):
            key, words = "open", case.grounds_of(item).note
        elif isinstance(line.keeps, Compare) and line.keeps.sign == "!=":
            key, words = "refuses", _words(case, line.keeps)
        else:
            said = {one.words for one in case.grounds_of(item).sources}
            options = [
                words
                for atom in atoms(line.keeps)
                for value in values_of(atom)
                for words in _all_words(case, atom.issue, str(value))
            ]
            key = "insists"
            words = "\n".join(w for w in options if any(w in whole for whole in said))
        lines.append(_row({"by": line.by, key: words}))
    return offers, lines


def same(left: tuple[tuple[str, str], ...], right: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether two rows say one thing; an option may rest on several wordings."""
    ours, theirs = dict(left), dict(right)
    return ours.keys() == theirs.keys() and all(
        bool(set(ours[key].split("\n")) & set(theirs[key].split("\n"))) for key in ours
    )


def verbatim(case: Case, texts: dict[str, str]) -> int:
    """Check that all words cited stand in the source at the place named; return how many do."""
    checked = 0
    for grounds in case.grounds:
        for cited in grounds.sources:
            text = texts[cited.source]
            assert cited.words
            assert cited.words in text, (grounds.item, cited)
            number = int(cited.place.removeprefix("para "))
            first = cited.words.split("\n")[0].strip()
            assert first in paragraphs(text)[number - 1], (grounds.item, cited)
            checked += 1
    return checked


def labels(case: Case) -> dict[tuple[str, str], str]:
    """Return the labels of all options, by issue and id."""
    return {
        (matter.issue.id, option.id): option.label
        for matter in case.space.matters
        if isinstance(matter, Choice)
        for option in matter.options
    }


def _row(given: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    rows = {
        key: ",".join(value) if isinstance(value, list) else str(value)
        for key, value in given.items()
        if value
    }
    return tuple(sorted(rows.items()))


def _words(case: Case, condition: Condition) -> str:
    return "\n".join(
        words
        for atom in atoms(condition)
        for value in values_of(atom)
        for words in _all_words(case, atom.issue, str(value))
    )


def _all_words(case: Case, issue: str, option: str) -> list[str]:
    cited = case.grounds_of(f"issues/{issue}/options/{option}").sources
    label = labels(case)[issue, option].strip("“”")
    return list(dict.fromkeys([label, *(" ".join(one.words.split()) for one in cited)]))
