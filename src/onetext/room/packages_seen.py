"""A package as a seat can weigh it: its own points, its estimates, the offers, the guarantees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from onetext.analysis.table.offers import table_offers
from onetext.analysis.worth import Completed, Points, Standing, completed, standing, valued
from onetext.record.view import View
from onetext.room.conditions_told import Told
from onetext.room.guarantees_seen import GuaranteeSeen
from onetext.room.issues_seen import Sheets, label, option_label
from onetext.room.offers_seen import state_told
from onetext.room.web.words import N_, Words
from onetext.room.wording import MODALITIES
from onetext.terms.guarantees.guarantee import Guarantee, reach, strength
from onetext.terms.guarantees.in_force import BOUND, IN_FORCE, asked, in_force, never_start
from onetext.terms.packages.kleene import Truth
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Space
from onetext.terms.sheet import Sheet

ANSWERS: Mapping[Truth, tuple[str, str, str]] = {
    True: ("✓", N_("yes"), "good"),
    False: ("✕", N_("no"), "bad"),
    None: ("?", N_("open or unknown"), "unknown"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """Hold what a package is on one sheet, in words.

    ``by_issue`` has each issue with its option and what that is worth alone.
    """

    told: str
    points: str
    floor: str
    reaches: tuple[str, str, str]
    lines: tuple[tuple[str, tuple[str, str, str]], ...]
    acceptable: tuple[str, str, str]
    by_issue: tuple[tuple[str, str, str], ...]
    standing: Standing | None
    completed: Completed | None
    whole: bool


@dataclass(frozen=True, slots=True)
class OfferIn:
    """Hold what becomes of one standing offer."""

    id: str
    by: str
    state: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class GuaranteeIn:
    """Hold who would be bound by one guarantee, once all have consented; empty with the reason."""

    id: str
    title: str
    bound: tuple[tuple[str, str, str], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one package with all that this seat can say of it."""

    name: str
    package: Package
    chosen: tuple[tuple[str, str | None], ...]
    own: Weighed | None
    estimates: tuple[Weighed, ...]
    offers: tuple[OfferIn, ...]
    broken: tuple[str, ...]
    guarantees: tuple[GuaranteeIn, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weigh packages for one seat."""

    view: View
    space: Space
    sheets: Sheets
    guarantees: Sequence[GuaranteeSeen]
    names: Mapping[str, str]
    words: Words

    def column(self, name: str, package: Package) -> Column:
        """Return what this seat can say of a package."""
        gettext = self.words.gettext
        chosen = tuple(
            (
                matter.issue.label,
                option_label(self.space, matter.issue.id, package[matter.issue.id])
                if matter.issue.id in package
                else None,
            )
            for matter in self.space.matters
        )
        offers = tuple(
            OfferIn(
                one.offer.id, one.offer.by or "", state_told(self.words, one.offer.state(package))
            )
            for one in table_offers(self.view)
            if one.life == "standing"
        )
        wronged = gettext("uncompensated: given, and the price is not paid")
        return Column(
            name,
            package,
            chosen,
            self.weighed(self.sheets.own, package) if self.sheets.own is not None else None,
            tuple(self.weighed(one, package) for one in self.sheets.estimates),
            offers,
            tuple(one.id for one in offers if one.state[1] == wronged),
            tuple(self._bound(package)),
        )

    def weighed(self, sheet: Sheet, package: Package) -> Weighed:
        """Return what a package is on a sheet, in words; an estimate says whose it is."""
        found = valued(sheet, self.space, package)
        whole = all(matter.issue.id in package for matter in self.space.matters)
        told = Told(self.space, self.words)
        lines = {line.id: told.sentence(line.keeps) for line in sheet.red_lines}
        floor = sheet.floor
        low = None if floor is None or floor.low is None else sheet.utility(floor.low)
        high = None if floor is None or floor.high is None else sheet.utility(floor.high)
        return Weighed(
            self._whose(sheet),
            self._points(found.points),
            self._points(Points(low, high)),
            self._answer(found.floor),
            tuple((lines[id], self._answer(kept)) for id, kept in found.lines),
            self._answer(found.acceptable),
            tuple(self._by_issue(sheet, package)),
            standing(sheet, self.space, package) if whole else None,
            completed(sheet, self.space, package) if not whole else None,
            whole,
        )

    def _whose(self, sheet: Sheet) -> str:
        if sheet.basis == "own":
            return ""
        named = {
            "owner": self.names.get(sheet.owner, sheet.owner),
            "about": self.names.get(sheet.about, sheet.about),
        }
        return self.words.fill("as %(owner)s estimates %(about)s", **named)

    def _answer(self, answer: Truth) -> tuple[str, str, str]:
        sign, said, kind = ANSWERS[answer]
        return sign, self.words.gettext(said), kind

    def _points(self, points: Points) -> str:
        fill = self.words.fill
        if points.exact is not None:
            return _number(points.exact)
        if points.low is None and points.high is None:
            return fill("unknown")
        if points.low is None:
            return fill("%(high)s at most", high=_number(points.high))
        if points.high is None:
            return fill("%(low)s at least", low=_number(points.low))
        return fill("%(low)s to %(high)s", low=_number(points.low), high=_number(points.high))

    def _by_issue(self, sheet: Sheet, package: Package) -> list[tuple[str, str, str]]:
        found = []
        for issue, value in package.chosen:
            worth, ranking = sheet.worth(issue), sheet.ranking(issue)
            interval = worth.of(value) if worth is not None else None
            if interval is not None:
                low = None if interval.low is None else sheet.utility(interval.low)
                high = None if interval.high is None else sheet.utility(interval.high)
                said = self._points(Points(low, high))
            elif ranking is not None:
                said = self._ranked(ranking.groups, value)
            else:
                said = self.words.gettext("unknown")
            option = option_label(self.space, issue, value)
            found.append((label(self.space, issue), option, said))
        return found

    def _ranked(self, groups: Sequence[Sequence[object]], value: object) -> str:
        for place, group in enumerate(groups, start=1):
            if value in group:
                told = {"place": place, "of": len(groups)}
                return self.words.fill("place %(place)s of %(of)s in its order", **told)
        return self.words.gettext("unknown")

    def _bound(self, package: Package) -> list[GuaranteeIn]:
        """Return who would be bound if all consented and the package were carried out."""
        every = [one.guarantee for one in self.guarantees]
        issues = {matter.issue.id for matter in self.space.matters}
        given = {one for one in asked(every) if one[0] not in issues}
        held = in_force(every, given | {(issue, str(v)) for issue, v in package.chosen})
        stuck = {one.what: one.circle for one in never_start(every)}
        return [self._guarantee(one, held, stuck) for one in every]

    def _guarantee(
        self, one: Guarantee, held: frozenset[tuple[str, str]], stuck: Mapping[str, object]
    ) -> GuaranteeIn:
        gettext = self.words.gettext
        if one.id in stuck:
            return GuaranteeIn(
                one.id, one.title, (), gettext("It can never start as it is written")
            )
        if (one.id, IN_FORCE) not in held:
            return GuaranteeIn(
                one.id, one.title, (), gettext("not brought into force by this package")
            )
        duty = max(one.duties, key=lambda d: (reach(d.deed), strength(d.modality)), default=None)
        if duty is None:
            return GuaranteeIn(one.id, one.title, (), gettext("it asks nothing of anybody"))
        bound = tuple(
            (party, gettext(MODALITIES[duty.modality]), duty.what)
            for party in one.parties
            if (f"{party}/{one.id}", BOUND) in held
        )
        return GuaranteeIn(
            one.id, one.title, bound, "" if bound else gettext("nobody is bound by it")
        )


def _number(points: Fraction | None) -> str:
    """Return points as they are written: whole where they are.

    Examples
    --------
    >>> _number(Fraction(7)), _number(Fraction(1, 4))
    ('7', '0.25')
    """
    if points is None:
        return ""
    return str(points.numerator) if points.denominator == 1 else f"{float(points):.6g}"
