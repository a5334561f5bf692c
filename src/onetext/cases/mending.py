"""Take out what is faulty in a tree, so that everything else in it can still be checked.

Where a row cannot do without, a stand-in takes the place: it fits every kind of word and names
nothing. Rows that were cut are remembered, and what their values would say of themselves is not
told: it may only follow from the cut.
"""

from __future__ import annotations

from collections.abc import Iterator

from onetext.cases.written import Keys, Rows, StandIn, Tree, Word, child, key_of
from onetext.errors import Where

Path = tuple[int | str, ...]
_LAST = 2


def copied(tree: Tree) -> Tree:
    """Return a tree of the same words whose lists and mappings can be changed."""
    made: Rows | Keys
    if isinstance(tree, Rows):
        made = Rows(copied(part) for part in tree)
    elif isinstance(tree, Keys):
        made = Keys({key: copied(part) for key, part in tree.items()})
        made.cut = tree.cut
    else:
        return tree
    made.where, made.start, made.end = tree.where, tree.start, tree.end
    return made


class Mending:
    """Cut what is faulty out of a tree, round by round.

    What is to be cut is named by the paths that the schema's check reports; nothing moves until
    ``done``, so that the paths of one round all fit.
    """

    def __init__(self, tree: Keys) -> None:
        made = copied(tree)
        assert isinstance(made, Keys)
        self.tree = made
        self._ours: dict[tuple[int, str], int] = {}
        self._takes: list[tuple[Rows | Keys, Tree]] = []

    def cut(self, path: Path) -> None:
        """Take out the part at ``path``, or the nearest around it that is there."""
        above: Rows | Keys = self.tree
        here: Tree = self.tree
        for step in path:
            inside = child(here, step)
            if isinstance(here, Keys):
                here.cut = True
            if inside is not None and isinstance(here, Keys | Rows):
                above, here = here, inside
        self._takes.append((above, here))

    def fill(self, path: Path) -> bool:
        """Put a stand-in for a key that is missing; tell whether it was already ours to fill.

        At each attempt another: a word, a list, a mapping; in the end the row is taken out.
        """
        row: Tree = self.tree
        for step in path[:-1]:
            if isinstance(row, Keys):
                row.cut = True
            row = child(row, step) or row
        key = (id(row), str(path[-1]))
        ours, attempt = key in self._ours, self._ours.get(key, -1)
        if not isinstance(row, Keys) or attempt == _LAST:
            self.cut(path[:-1])
            return True
        row.cut = True
        self._ours[key] = attempt + 1
        row[str(path[-1])] = _made(attempt + 1, row.where)
        return ours

    def is_ours(self, path: Path) -> bool:
        """Tell whether a fault lies in a stand-in, or in a key that was taken out."""
        here: Tree = self.tree
        for step in path:
            if isinstance(step, str) and (id(here), step) in self._ours:
                return True
            here = child(here, step) or here
        return False

    def fill_again(self, path: Path) -> None:
        """Put another stand-in for one that did not fit."""
        here: Tree = self.tree
        for at, step in enumerate(path):
            if isinstance(step, str) and (id(here), step) in self._ours:
                self.fill(path[: at + 1])
                return
            here = child(here, step) or here

    def done(self) -> None:
        """End a round: take out what was named."""
        for above, part in self._takes:
            if isinstance(above, Keys):
                for key in [key for key, value in above.items() if value is part]:
                    del above[key]
                    self._ours.setdefault((id(above), str(key)), -1)
            else:
                above[:] = [one for one in above if one is not part]
        self._takes = []


def cuts(tree: Tree) -> dict[Where, bool]:
    """Return, for each place of a word, whether the mapping it stands in was cut."""
    found: dict[Where, bool] = {}
    for mapping in _mappings(tree):
        found[mapping.where] = mapping.cut
        for key, part in mapping.items():
            if isinstance(key, Word):
                found[key_of(mapping, key).where] = mapping.cut
            for word in part if isinstance(part, Rows) else [part]:
                if isinstance(word, Word):
                    found[word.where] = mapping.cut
    return found


def _mappings(tree: Tree) -> Iterator[Keys]:
    if isinstance(tree, Keys):
        yield tree
    for part in tree.values() if isinstance(tree, Keys) else tree if isinstance(tree, Rows) else ():
        yield from _mappings(part)


def _made(attempt: int, where: Where) -> Tree:
    made: Tree
    if attempt == 0:
        made = StandIn("stand-in")
        made.plain = True
    else:
        made = Rows() if attempt == 1 else Keys()
    made.where, made.start, made.end = where, 0, 0
    return made
