"""A head as thirty digits to read aloud.

Digits, not words: a room speaks several languages, and digits need no list in each. Thirty, since
the one who might cheat is the host, and it chooses the heads: to show two sides two histories under
one code it needs *any* two heads that agree, which takes the square root of all codes. Forty bits
would fall to a million tries. These 93 bits take about 2^46, each through scrypt (some 50 ms and
16 MiB, RFC 7914): a hundred thousand processor years. The last two digits are a check (ISO 7064
MOD 97-10): they tell a digit misheard, or two swapped, from another head.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import scrypt
from hmac import compare_digest

from onetext.errors import BadInput
from onetext.record.domains import tagged
from onetext.record.heads import Head

DIGITS = 30
_BODY = DIGITS - 2


def head_code(head: Head) -> str:
    """Return a head's code: six groups of five digits.

    Notes
    -----
    Some 50 ms the first time; kept for the last heads asked for.
    """
    return _grouped(_digits(head.hash))


def is_code_of(spoken: str, head: Head) -> bool:
    """Tell whether the digits that somebody read out are of this head.

    Parameters
    ----------
    spoken
        Any digits, ASCII or of another script, grouped by spaces, dots or hyphens or not.

    Raises
    ------
    BadInput
        If they are not thirty or their check fails: somebody misread or misheard.
    """
    digits = _heard(spoken)
    if len(digits) != DIGITS:
        raise BadInput(f"{len(digits)} digits of {DIGITS}", instead="read the code again")
    if int(digits) % 97 != 1:
        raise BadInput("a digit is misheard", instead="read the code again")
    return compare_digest(digits, _digits(head.hash))


@lru_cache(maxsize=256)
def _digits(hash: bytes) -> str:
    made = scrypt(hash, salt=tagged("head code"), n=2**14, r=8, p=1, dklen=32)
    number = int.from_bytes(made, "big") % 10**_BODY
    return f"{number:0{_BODY}d}{98 - number * 100 % 97:02d}"


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + 5] for at in range(0, DIGITS, 5))


def _heard(spoken: str) -> str:
    kept = [char for char in spoken if not (char.isspace() or char in ".-–,")]
    if not all(char.isdecimal() for char in kept):
        raise BadInput(f"a code has digits only: {spoken!r}")
    return "".join(str(int(char)) for char in kept)
