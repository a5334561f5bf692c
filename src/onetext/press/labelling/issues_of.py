"""Tell what a statement is about."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.press.lexicon.issues import IssueLexicon
from onetext.terms.said.span import Span


def issues_of(
    text: str,
    contents: Sequence[Span],
    lexicon: IssueLexicon,
    *,
    sentence: Span | None = None,
    before: tuple[str, ...] = (),
    most: int = 4,
) -> tuple[str, ...]:
    """Return the ids of what the words are about, the surest first.

    The content tells; where it names nothing ("It is unacceptable"), the sentence around it does;
    where that names nothing either, the issues that the same speaker was last at.

    Parameters
    ----------
    text, contents
        The report, and the spans of the content.
    lexicon
        The issues to look for.
    sentence
        The sentence that holds the statement, cue and all.
    before
        The issues of the speaker's last statement in the same breath, if any.
    most
        How many issues a statement has at most.

    Examples
    --------
    >>> from onetext.press.lexicon.issues import IssueLexicon
    >>> text = "On the cease-fire, he said that it would not last."
    >>> issues_of(text, [Span(27, 49)], IssueLexicon.load(), sentence=Span(0, 50))
    ('ceasefire',)
    """
    words = " … ".join(span.of(text) for span in contents)
    found = lexicon.find(words)
    if not found and sentence is not None:
        found = lexicon.find(sentence.of(text))
    return (found or before)[:most]
