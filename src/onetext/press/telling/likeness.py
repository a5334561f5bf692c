"""Whether two clauses tell one act: by what is done, under any of its words, and to what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onetext.press.telling.event_words import word_set
from onetext.press.telling.telling import Telling

#: Words of one act of violence or law, by their first letters.
_ALIKE = tuple(
    word_set(line)
    for line in (
        "shoo fire gun gunm gunf gunb open",
        "stab knif",
        "bomb expl deto blas blow go",
        "arre deta appr take hold",
        "plea admi conf",
        "conv find verd",
        "sent jail impr hand rece",
        "char indi arra",
        "rule ruli",
        "inve prob inqu",
        "resi step stan quit",
        "prot demo marc rall",
        "elec re-e reel win lose secu gain swee clin hold cast prim vote ball runo gene pres parl"
        " go",
        "vote pass appr adop back rati enac legi reje",
    )
)
#: Verbs that say nothing of an act but with what they take: "issue a subpoena".
_LIGHT = word_set("issue sign file launch hold open begin start announce publish release enter")
#: Verbs of what an attack did to people, whatever it was.
_HARM = word_set("kill wound injure")


def of_one(tellings: Sequence[Telling], other: Telling) -> bool:
    """Tell whether ``other`` tells the act that ``tellings`` tell, and nothing of it is another's.

    "Another man was arrested" is another arrest, "a letter was signed" no signing of a treaty.
    """
    others = [one for one in tellings if _lemma(one) == _lemma(other) and _differ(one, other)]
    if other.another or others:
        return False
    return any(same_act(one, other) for one in tellings)


def same_act(one: Telling, other: Telling) -> bool:
    """Tell whether two tellings of one type name the same act.

    "Police shot a man" and "the shooting" do; "issued a subpoena" and "issued an order" do not.
    """
    if {one.type, other.type} == {"military"} and _HARM & {_lemma(one), _lemma(other)}:
        return True
    if _lemma(one) == _lemma(other) and _lemma(one) in _LIGHT:
        return not _differ(one, other)
    return _akin(_lemma(one)[:4], _lemma(other)[:4])


def _differ(one: Telling, other: Telling) -> bool:
    """Tell whether two verbs that say nothing by themselves take different things."""
    first, second = one.hit.taken, other.hit.taken
    return _lemma(one) in _LIGHT and bool(first and second) and not first & second


def _lemma(telling: Telling) -> str:
    return telling.hit.word.lemma


@cache
def _akin(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)
