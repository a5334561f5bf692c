"""How far each draft is from a clean text."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.terms.text.draft import Draft
from onetext.terms.text.state import Text
from onetext.terms.text.wording import count_words


@dataclass(frozen=True, slots=True)
class Metrics:
    """Count what is open in a draft (design, §4).

    Parameters
    ----------
    brackets
        Passages in brackets.
    alternatives
        What they offer to choose from, the empty ones included.
    words_in_brackets
        The words of these alternatives, in one language.
    reopened
        Passages that were settled and were opened again since the draft before.
    """

    n: int
    brackets: int
    alternatives: int
    words_in_brackets: int
    reopened: tuple[str, ...]


def metrics(text: Text, language: str | None = None) -> tuple[Metrics, ...]:
    """Return the metrics of each draft that this view shows, in their order.

    Parameters
    ----------
    language
        In which words are counted; None for the first language of the instrument.

    Notes
    -----
    Cost: linear in the drafts and their words.

    Examples
    --------
    >>> from onetext.terms.text.acts import DraftIssued, PassageAdded
    >>> from onetext.terms.text.fold import fold
    >>> from onetext.terms.text.instrument import Instrument
    >>> from onetext.terms.text.passage import Alternative, Passage, Version
    >>> treaty = Instrument("t", "T", "treaty", binds=("arn",), drafter="dor", languages=("en",))
    >>> lake = Passage("art-1", "", (Alternative("a1", (Version("en", "The lake is shared."),)),
    ...                              Alternative("none")))
    >>> state = fold([treaty], [PassageAdded("01", "dor-1", "dor", None, "t", lake),
    ...                         DraftIssued("02", "dor-1", "dor", None, "t")])
    >>> metrics(state.text("t"))
    (Metrics(n=1, brackets=1, alternatives=2, words_in_brackets=4, reopened=()),)
    """
    tongue = language or text.instrument.languages[0]
    return tuple(_of(text, draft, tongue) for draft in text.drafts)


def _of(text: Text, draft: Draft, language: str) -> Metrics:
    bracketed = [passage for passage in draft.passages if passage.bracketed]
    alternatives = [alternative for passage in bracketed for alternative in passage.alternatives]
    since = dict.fromkeys(o.passage for o in text.reopened if o.after == draft.n - 1)
    return Metrics(
        n=draft.n,
        brackets=len(bracketed),
        alternatives=len(alternatives),
        words_in_brackets=sum(count_words(a.words(language) or "") for a in alternatives),
        reopened=tuple(since),
    )
