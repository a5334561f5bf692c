"""Acts by which something leaves its compartment, or does not: leave, disclosure, refusal.

A disclosure stands in the compartment of those who receive it, and names the item by its
commitment. Beside it the host enters, in the item's own compartment, that it was passed on, so that
its owners always know what they have let others see. What was refused is entered there and nowhere
else: who asked for it is in that compartment, who was to receive it may not be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from onetext.errors import BadInput
from onetext.record.tree import HASH_BYTES

Form = Literal["verbatim", "redacted", "paraphrase", "existence"]

SHOWS: Mapping[Form, str] = {
    "verbatim": "the whole item, who entered it and when",
    "redacted": (
        "the fields you name, the names of the others, who entered it and when:"
        " without its author nobody could check it"
    ),
    "paraphrase": "your words, as yours, and no more of the item than that there is one",
    "existence": "that there is such an item, and when it was entered; not whose it is",
}
"""What a disclosure shows to those who receive it, to be said before the act."""


def before_passing(form: Form) -> str:
    """Return what is said before something is passed on, for it cannot be undone.

    Examples
    --------
    >>> before_passing("existence").split("; ")[1]
    'not whose it is. This cannot be undone.'
    """
    return f"They will see {SHOWS[form]}. This cannot be undone."


@dataclass(frozen=True, slots=True)
class Leave:
    """Let an own item be passed on in one form to these seats; ``to`` empty means to anybody."""

    item: bytes
    form: Form
    to: tuple[str, ...]
    fields: tuple[str, ...]
    kind: ClassVar[str] = "leave"

    def __post_init__(self) -> None:
        _item(self.item)
        _fields(self.form, self.fields)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Pass an item on to the compartment that this entry stands in.

    ``fields`` are those shown of a redacted item, ``words`` those of a paraphrase: the discloser's,
    never the author's.
    """

    item: bytes
    form: Form
    fields: tuple[str, ...]
    words: str | None
    kind: ClassVar[str] = "disclosure"

    def __post_init__(self) -> None:
        _item(self.item)
        _fields(self.form, self.fields)
        if (self.form == "paraphrase") is not bool(self.words):
            raise BadInput(
                "words of one's own go with a paraphrase, and with nothing else",
                instead="write them for a paraphrase, and leave them out otherwise",
            )


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Say, where an item stands, that it was passed on: by whom, how, and to which seats."""

    item: bytes
    form: Form
    fields: tuple[str, ...]
    by: str
    to: tuple[str, ...]
    words: str | None
    kind: ClassVar[str] = "passed-on"

    def __post_init__(self) -> None:
        _item(self.item)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Say, where an item stands, that passing it on was refused, and why."""

    item: bytes
    form: Form
    by: str
    why: str
    kind: ClassVar[str] = "refusal"

    def __post_init__(self) -> None:
        _item(self.item)


def _item(commitment: bytes) -> None:
    if len(commitment) != HASH_BYTES:
        raise BadInput(f"an item is named by its commitment, {HASH_BYTES} bytes")


def _fields(form: Form, fields: tuple[str, ...]) -> None:
    if list(fields) != sorted(set(fields)):
        raise BadInput("the fields of a redacted item do not rise", instead="sort them, each once")
    if bool(fields) is not (form == "redacted"):
        raise BadInput(
            "fields are named for a redacted item, and for nothing else",
            instead="name those to be shown, or leave them out",
        )
