"""From a scenario's files to a case: whichever format, one way of choosing parties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onetext.cases.faults import Faults, nearest
from onetext.cases.formats import genius, geniusweb, negmas, negolog, score_tables
from onetext.cases.formats.json_reading import read_json
from onetext.cases.formats.recognising import (
    Found,
    as_format,
    files_of,
    is_written,
    looked_at,
    recognise,
)
from onetext.cases.formats.scaling import sheet
from onetext.cases.formats.scenario import Domain, Format, Imported, Profile
from onetext.cases.formats.xml_reading import Element, read_xml
from onetext.cases.including import decoded
from onetext.cases.written import Keys, read
from onetext.errors import BadInput, Where
from onetext.terms.case import Case
from onetext.terms.party import Party
from onetext.terms.passing import Passing

NOTE = "NOTE.txt"
"""What somebody wrote beside a scenario: where it comes from, and how far to trust it."""


def read_case(
    path: str | Path, *, format: str | None = None, profiles: Sequence[str] = ()
) -> Imported:
    """Return the case that a file or folder holds, in our form or in any format that is read.

    Parameters
    ----------
    format
        The format's name; without it the content tells.
    profiles
        Which parties' files to take, in that order: names in the scenario's folder, with their
        endings or without, or paths. Without them all are taken, in the order in which the scenario
        names them, else in that of their names.

    Raises
    ------
    BadInput
        If there is no such file, or it cannot be read; with every fault, each with its place.
    WrongUse
        If there is no such format.

    Notes
    -----
    Cost: linear in the files' length.
    """
    found = look_at(Path(path), format=format, profiles=profiles)
    found.faults.tell()
    assert found.imported is not None
    return found.imported


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what came of reading: the import, or all that is wrong with it."""

    imported: Imported | None
    faults: Faults


def look_at(path: Path, *, format: str | None = None, profiles: Sequence[str] = ()) -> Reading:
    """Read a case and tell every fault instead of raising.

    Raises
    ------
    BadInput
        If there is no such file, or it is of no format.
    WrongUse
        If there is no such format.
    """
    faults = Faults()
    kind = as_format(format) if format else recognise(path)
    if not path.exists():
        raise BadInput("no such file or folder", instead="check the path", where=Where(str(path)))
    if kind == "case":
        return _own(path, profiles, faults)
    folder = path if path.is_dir() else path.parent
    scenario = _Scenario(path, folder, kind, faults)
    imported = scenario.tables(profiles) if kind == "score-tables" else scenario.files(profiles)
    return Reading(None if faults else imported, faults)


def _own(path: Path, profiles: Sequence[str], faults: Faults) -> Reading:
    from onetext.cases.loading import look

    found = look(path)
    for fault in found.faults:
        faults.keep(fault)
    if profiles:
        faults.add("a case of our own has no profiles", "leave --profiles out", Where(str(path)))
    if found.case is None or faults:
        return Reading(None, faults)
    return Reading(Imported(found.case, "case", tuple(found.files)), faults)


@dataclass(frozen=True, slots=True)
class _Scenario:
    path: Path
    folder: Path
    format: Format
    faults: Faults

    def files(self, chosen: Sequence[str]) -> Imported | None:
        """Read a scenario whose issues and parties have files side by side."""
        here = files_of(self.folder, self.format)
        self._passed_over({found.path for found in here})
        named = looked_at(self.path) if not self.path.is_dir() else None
        if not self.path.is_dir() and (named is None or named.format != self.format):
            role = None if named is None else named.format
            self.faults.add(
                f"this is no file of {self.format}",
                f"leave --as out: it is {role}" if role else "name another file",
                Where(str(self.path)),
            )
            return None
        domains = [found.path for found in here if found.role == "domain"]
        every = [found.path for found in here if found.role == "profile"]
        if named is not None and named.role == "domain":
            domains = [self.path]
        elif named is not None and not chosen:
            every = [self.path]
        if len(domains) > 1:
            names = ", ".join(one.name for one in domains)
            self.faults.add(
                f"several domains lie here: {names}",
                "name the file of one",
                Where(str(self.folder)),
            )
            return None
        id = domains[0].stem if domains else self.folder.resolve().name or "scenario"
        domain = Domain(id, self.faults)
        told: dict[str, str] = {}
        if domains:
            self._domain(domains[0], domain, told)
        files = self._chosen(chosen, _told_first(every, told))
        if not files:
            self.faults.add(
                "no profile lies beside the domain",
                "bring one for each party" + self._none_of(here),
                Where(str((domains or [self.folder])[0])),
            )
            return None
        if not domains:
            self._domain(files[0], domain, told)
        made = [] if self.faults else [self._profile(one, told, domain) for one in files]
        return self._made(domain, made, (*domains, *files), None)

    def _passed_over(self, taken: set[Path]) -> None:
        """Refuse an empty file that should be one of the scenario's."""
        endings = {path.suffix.lower() for path in taken}
        for path in sorted(self.folder.iterdir()):
            if path not in taken and path.suffix.lower() in endings and not is_written(path):
                self.faults.add(
                    "the file is empty", "bring it whole, or take it away", Where(str(path))
                )

    def _none_of(self, here: Sequence[Found]) -> str:
        """Name what lies beside the domain, looks like a profile by its ending, and is none."""
        endings = {found.path.suffix.lower() for found in here}
        taken = {found.path for found in here}
        other = sorted(
            path.name
            for path in self.folder.iterdir()
            if path not in taken and path.suffix.lower() in endings
        )
        return f"; {other[0]} is none, see how it begins" if other else ""

    def tables(self, chosen: Sequence[str]) -> Imported | None:
        """Read a game of score tables."""
        players = score_tables.players(self.folder, self.faults)
        if self.faults:
            return None
        by_path = {player.path(self.folder): player for player in players}
        files = self._chosen(chosen, list(by_path), within=self.folder / score_tables.TABLES)
        domain = Domain(self.folder.resolve().name or "game", self.faults)
        if not files or self.faults:
            return None
        score_tables.read_domain(self.folder, files[0], domain)
        made = (
            []
            if self.faults
            else [score_tables.read_profile(one, by_path[one], domain) for one in files]
        )
        ids = tuple(str(by_path[one].table) for one in files)
        rule = score_tables.passing(players, ids)
        return self._made(domain, made, (self.folder / score_tables.CONFIG, *files), rule)

    def _chosen(
        self, chosen: Sequence[str], every: list[Path], *, within: Path | None = None
    ) -> list[Path]:
        found: list[Path] = []
        for name in chosen:
            asked = {Path(name), self.folder / name, (within or self.folder) / name}
            match = [p for p in every if p in asked or name in (p.name, p.stem)]
            if not match:
                self.faults.add(
                    f"there is no profile {name!r} here",
                    nearest(name, [one.name for one in every]),
                    Where(str(self.folder)),
                )
            elif match[0] in found:
                self.faults.add(
                    f"the profile {name!r} is named twice", "name it once", Where(str(self.folder))
                )
            else:
                found.append(match[0])
        return found if chosen else every

    def _domain(self, path: Path, domain: Domain, told: dict[str, str]) -> None:
        if self.format == "genius":
            root = self._xml(path)
            if root is not None:
                told.update(genius.parties(root))
                genius.read_domain(root, domain)
            return
        tree = self._tree(path)
        if tree is None:
            return
        if self.format == "geniusweb":
            inner = tree.get(geniusweb.ADDITIVE)
            held = inner.get("domain") if isinstance(inner, Keys) else None
            geniusweb.read_domain(held if isinstance(held, Keys) else tree, domain)
        elif self.format == "negolog":
            specs = self.folder / "specs.json"
            told_by = (
                read_json(decoded(specs, Faults()) or "", str(specs), Faults())
                if specs.is_file()
                else None
            )
            negolog.read_domain(tree, domain, specs=told_by)
        else:
            negmas.read_domain(tree, domain)

    def _profile(self, path: Path, told: dict[str, str], domain: Domain) -> Profile | None:
        own = Domain(domain.id, Faults(), domain.title, domain.matters, domain.notes)
        made: Profile | None = None
        if self.format == "genius":
            root = self._xml(path)
            if root is not None:
                name = told.get(path.name) or path.stem
                made = genius.read_profile(root, path.stem, name, own)
        else:
            tree = self._tree(path)
            readers: dict[Format, Callable[[Keys, str, Domain], Profile | None]] = {
                "geniusweb": geniusweb.read_profile,
                "negolog": negolog.read_profile,
                "negmas": negmas.read_profile,
            }
            if tree is not None:
                made = readers[self.format](tree, path.stem, own)
        for fault in own.faults.found:
            self.faults.keep(fault)
        return made

    def _xml(self, path: Path) -> Element | None:
        text = decoded(path, self.faults)
        return None if text is None else read_xml(text, str(path), self.faults)

    def _tree(self, path: Path) -> Keys | None:
        text = decoded(path, self.faults)
        if text is None:
            return None
        reader = read_json if path.suffix.lower() == ".json" else read
        return reader(text, str(path), self.faults)

    def _made(
        self,
        domain: Domain,
        given: Sequence[Profile | None],
        files: tuple[Path, ...],
        passing: Passing | None,
    ) -> Imported | None:
        profiles = [one for one in given if one is not None]
        if self.faults or len(profiles) != len(given):
            return None
        try:
            case = Case(
                domain.id,
                domain.title or domain.id,
                _about(self.folder),
                "exercise",
                parties=tuple(Party(one.party, one.name, "other") for one in profiles),
                space=domain.space,
                sheets=tuple(sheet(one) for one in profiles),
                passing=passing,
            )
        except BadInput as fault:
            self.faults.keep(fault, Where(str(self.path)))
            return None
        for made in case.sheets:
            if made.exact_to is not None:
                domain.notes.append(
                    f"{made.id}: the file's numbers have no common denominator; "
                    f"utilities are exact to {made.exact_to} decimals"
                )
        return Imported(case, self.format, files, tuple(dict.fromkeys(domain.notes)))


def _told_first(files: list[Path], told: dict[str, str]) -> list[Path]:
    """Return the files in the order in which a domain names them, then the others."""
    order = list(told)
    return sorted(files, key=lambda p: order.index(p.name) if p.name in told else len(order))


def _about(folder: Path) -> str:
    note = folder / NOTE
    return " ".join((decoded(note, Faults()) or "").split()) if note.is_file() else ""
