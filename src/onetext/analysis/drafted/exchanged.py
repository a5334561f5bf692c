"""Offers made in public, as offers of the case; what cannot be put over the options stays open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onetext.analysis.drafted.board import ASIDE, Answer, Board
from onetext.analysis.drafted.cited import Citing, with_year
from onetext.analysis.drafted.remarks import Remark, quoted
from onetext.analysis.findings import Offer as Found
from onetext.analysis.positions import day_of
from onetext.record.view import View
from onetext.terms.grounds import Grounds
from onetext.terms.offers.offer import Offer
from onetext.terms.packages.condition import Always, And, Compare, Condition, Open, names


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Hold the offers with what they rest on."""

    offers: tuple[Offer, ...]
    grounds: tuple[Grounds, ...]
    remarks: tuple[Remark, ...]


def exchanged(
    view: View,
    made: tuple[Found, ...],
    board: Board,
    citing: Citing,
    ids: dict[str, str],
    principals: tuple[str, ...],
) -> Exchanged:
    """Return the offers that stand or were replaced.

    One that was withdrawn is only remarked on, since no report may tell the hour; so is one that
    concerns only how the talks are held. To whom an offer is made is what its words tell; else all
    principals, and a remark says so.

    Parameters
    ----------
    ids
        The ids in the case of the parties in the view.
    principals
        Ids in the case of those an offer goes to that names nobody.
    """
    drafting = _Drafting(view, board, citing, ids, principals)
    for number, offer in enumerate(made):
        drafting.add(number, offer)
    drafting.replace(made)
    return Exchanged(
        tuple(drafting.offers.values()), tuple(drafting.grounds), tuple(drafting.remarks)
    )


class _Drafting:
    def __init__(
        self,
        view: View,
        board: Board,
        citing: Citing,
        ids: dict[str, str],
        principals: tuple[str, ...],
    ) -> None:
        self.board, self.citing, self.ids, self.principals = board, citing, ids, principals
        self.published = {source.id: source.published for source in view.sources}
        self.offers: dict[int, Offer] = {}
        self.grounds: list[Grounds] = []
        self.remarks: list[Remark] = []
        self.counts: dict[str, int] = {}

    def add(self, number: int, found: Found) -> None:
        by = self.ids.get(found.party or "")
        if by is None:
            return
        to = tuple(dict.fromkeys(self.ids[one] for one in found.to if one in self.ids))
        named = tuple(one for one in to if one != by)
        to = named or tuple(one for one in self.principals if one != by)
        give, want, notes = self._terms(number, found)
        why_not = (
            "on the talks themselves"
            if found.issues and set(found.issues) <= ASIDE
            else "and has withdrawn or refused it since"
            if found.state == "withdrawn"
            else "nobody else being named"
            if not to
            else "under no issue here"
            if isinstance(give, Open) and isinstance(want, Always)
            else ""
        )
        if why_not:
            place = self.citing.told(found.evidence[0])
            words = quoted(found.evidence[0].words)
            self.remarks.append(Remark("offers", f"{by} offered, {why_not}: {words} ({place})"))
            return
        self.counts[by] = self.counts.get(by, 0) + 1
        id = f"{by}-offer-{self.counts[by]}"
        if not named:
            self._say(id, "to whom is not told, so all principals (without roles, all) stand here")
        if isinstance(give, Open):
            self._say(id, "open: say as which options it is given")
        if isinstance(want, Open):
            self._say(id, "open: say by which options its price is paid")
        if number in self.board.joint:
            self._say(id, "its price lies on the same issue: it is part of the option")
        if found.mirror is not None:
            place = self.citing.told(found.mirror)
            self._say(id, f"mirrors {quoted(found.mirror.words)} ({place})")
        since = with_year(found.said) or day_of(
            with_year(self.published.get(found.evidence[0].source))
        )
        self.offers[number] = Offer(id, by, to, give, want, since)
        self.grounds.append(
            Grounds(f"offers/{id}", self.citing.of(found.evidence), "reported", "; ".join(notes))
        )

    def _say(self, id: str, words: str) -> None:
        self.remarks.append(Remark(f"offers/{id}", words))

    def _terms(self, number: int, found: Found) -> tuple[Condition, Condition, list[str]]:
        """Return what is given and wanted, and the words of what is open."""
        gives, gets = found.terms.gives, found.terms.gets
        if found.terms.link is None and gets is None:
            return _all(self._whole(found)), Always(), []
        notes: list[str] = []
        give, want = (self._part(number, does) for does in ("gives", "wants"))
        if isinstance(give, Open):
            notes.append(f"gives: {quoted(gives.words) if gives else 'not told'}")
        if number in self.board.joint:
            return give, Always(), notes
        if isinstance(want, Open):
            notes.append(f"wants: {quoted(gets.words) if gets else 'not told'}")
        return give, want, notes

    def _part(self, number: int, does: str) -> Condition:
        answer = self.board.terms.get((number, does))
        return Open() if answer is None else Compare(answer.issue, "=", answer.id)

    def _whole(self, found: Found) -> list[Answer]:
        """Return what an offer without a price gives: the options its words were read as."""
        first = found.terms.gives
        answers = (
            act.option
            for act in self.board.acts
            if act.party == found.party
            and act.option is not None
            and act.does == "gives"
            and first in act.said.evidence
        )
        return list({(one.issue, one.id): one for one in answers if one is not None}.values())

    def replace(self, made: tuple[Found, ...]) -> None:
        """Tell of each offer that was replaced by which; of several by one, only the last.

        By the next offer of the party on an issue of it, as the two stand over the options.
        """
        taken: set[int] = set()
        for number in reversed(list(self.offers)):
            successor = self._successor(number, made)
            if successor is None:
                continue
            id, after = self.offers[number].id, self.offers[successor]
            if successor in taken:
                start = f" on {after.standing_from}" if after.standing_from else ""
                self._say(id, f"replaced by {after.id}{start}: say until when it stood")
                continue
            taken.add(successor)
            self.offers[successor] = replace(after, replaces=id)

    def _successor(self, number: int, made: tuple[Found, ...]) -> int | None:
        if made[number].state != "replaced":
            return None
        issues = _issues(self.offers[number])
        for later, offer in self.offers.items():
            if later > number and offer.by == self.offers[number].by:
                by_words = made[number].replaced_by in made[later].evidence
                if issues & _issues(offer) if issues and _issues(offer) else by_words:
                    return later
        return None


def _issues(offer: Offer) -> set[str]:
    return {*names(offer.give), *names(offer.want)}


def _all(answers: list[Answer]) -> Condition:
    parts = {one.issue: Compare(one.issue, "=", one.id) for one in answers}
    if not parts or len(parts) < len(answers):
        return Open()
    conditions = tuple(parts.values())
    return conditions[0] if len(conditions) == 1 else And(conditions)
