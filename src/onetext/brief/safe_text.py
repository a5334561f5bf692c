"""Text of strangers, made fit to show: nothing hidden, nothing turned round, clipped at words."""

from __future__ import annotations

import re
import unicodedata

from rich.cells import cell_len

from onetext.brief.phrases import Phrase

_CONTROLS = {
    0x061C: "ALM",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0x001B: "ESC",
}
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OPENING = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "「": "」"}


def visible(text: str) -> str:
    r"""Return ``text`` with every hidden or direction-changing character spelt out.

    The joiners that Arabic, Persian and Indic writing and emoji need stay as they are.

    Examples
    --------
    >>> visible("pay\u202e001")
    'pay⟦RLO⟧001'
    """
    return _HIDDEN.sub(_spelt, text)


def _spelt(found: re.Match[str]) -> str:
    char = found[0]
    if char in "\u200c\u200d" and found.start() and found.string[found.start() - 1] > "\u02ff":
        return char
    code = ord(char)
    return f"⟦{_CONTROLS.get(code, f'U+{code:04X}')}⟧"


def oddities(text: str) -> tuple[str, ...]:
    """Return what a reader should know of a text's characters, each as a sentence.

    Examples
    --------
    >>> oddities("Реskov said")
    ('1 word mixes alphabets and may be read as another: Реskov.',)
    """
    hidden = [match[0] for match in _HIDDEN.finditer(text) if _spelt(match) != match[0]]
    turning = sum(char in _TURNING for char in hidden)
    mixed = sorted({word for word in _WORD.findall(text) if _mixes(word)})
    told = []
    if turning:
        told.append(_turning(str(turning)))
    if len(hidden) > turning:
        told.append(_hiding(str(len(hidden) - turning)))
    if mixed:
        words = (*mixed[:5], *(("…",) if len(mixed) > 5 else ()))
        told.append(_mixing(str(len(mixed)), words))
    return tuple(told)


def _turning(n: str) -> Phrase:
    if n == "1":
        return Phrase("1 character that can turn the line round, shown as ⟦…⟧.")
    return Phrase("%(n)s characters that can turn the line round, shown as ⟦…⟧.", n=n)


def _hiding(n: str) -> Phrase:
    if n == "1":
        return Phrase("1 hidden character, shown as ⟦…⟧.")
    return Phrase("%(n)s hidden characters, shown as ⟦…⟧.", n=n)


def _mixing(n: str, words: tuple[str, ...]) -> Phrase:
    if n == "1":
        return Phrase("1 word mixes alphabets and may be read as another: %(words)s.", words=words)
    return Phrase(
        "%(n)s words mix alphabets and may be read as another: %(words)s.", n=n, words=words
    )


def _mixes(word: str) -> bool:
    if word.isascii():
        return False
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in word}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1


def one_line(text: str) -> str:
    """Return ``text`` on one line: runs of white space become one space."""
    return " ".join(text.split())


def clip(text: str, cells: int) -> str:
    """Return ``text`` on one line of at most ``cells`` columns, cut at a word with an ellipsis.

    A quotation mark that the cut leaves open is closed. Wide characters count two columns.

    Examples
    --------
    >>> clip("“Naturally, this issue is a key one”", 24)
    '“Naturally, this issue…”'
    """
    text = one_line(text)
    if cell_len(text) <= cells:
        return text
    close = _OPENING.get(text[:1], "")
    room = max(1, cells - 1 - cell_len(close))
    cut = 0
    used = 0
    for char in text:
        used += cell_len(char)
        if used > room:
            break
        cut += 1
    kept = text[:cut]
    if text[cut : cut + 1].strip() and " " in kept[len(kept) // 2 :]:
        kept = kept[: kept.rindex(" ")]
    kept = kept.rstrip(" ,;:–—-")
    return f"{kept}…{close}"


def as_said(words: str, *, direct: bool) -> str:
    """Return a statement's words so that marks mean the speaker's own, and no marks an account.

    Content spans keep the report's own quotation marks; only a direct quotation set without any,
    as in a transcript or a block quotation, is given them here.

    Examples
    --------
    >>> as_said("We collect stamps.", direct=True), as_said("it had no paper", direct=False)
    ('“We collect stamps.”', 'it had no paper')
    >>> as_said("We hope for peace,”", direct=False)
    '“We hope for peace,”'
    """
    words = one_line(words)
    if direct and words and not any(mark in words for mark in '“”‘«»„"「'):
        return f"“{words}”"
    return _paired(words)


def _paired(words: str) -> str:
    """Return ``words`` with the half of a pair of quotation marks that lies outside them."""
    first, last = words.find("”"), words.rfind("“")
    if first >= 0 and not 0 <= words.find("“") < first:
        words = f"“{words}"
    return f"{words}”" if last >= 0 and words.rfind("”") < words.rfind("“") else words
