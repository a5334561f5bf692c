"""The body of an entry: fields hashed one by one, each under its own salt.

The body hash is the root over the field hashes, so that who is shown some fields, and of the
others the hash only, can still check the whole (design, §4, Proof). What a field says is hidden by
its salt; that there is such a field is not: names stay shown and rise strictly. Otherwise an author
could put two fields of one name into a body and show each reader another.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from onetext.errors import BadInput, WrongUse
from onetext.record.canonical import JSON, encode
from onetext.record.domains import SALT_BYTES, digest
from onetext.record.tree import HASH_BYTES, Tree
from onetext.record.wire import Text, text_of, value_of

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold a field with its salt and its value, as canonical JSON text."""

    name: str
    salt: bytes
    value: Text

    def __post_init__(self) -> None:
        _checked(self.name, self.salt, SALT_BYTES)

    @property
    def hash(self) -> bytes:
        """Return SHA-256 over the salt and the canonical pair of name and value."""
        return digest("field", self.salt, f'["{self.name}",{self.value}]'.encode())


@dataclass(frozen=True, slots=True)
class Hidden:
    """Hold of a field its name and its hash."""

    name: str
    hash: bytes

    def __post_init__(self) -> None:
        _checked(self.name, self.hash, HASH_BYTES)


Field: TypeAlias = "Shown | Hidden"


@dataclass(frozen=True, slots=True)
class Body:
    """Hold the fields of an entry in rising order of name, some perhaps hidden.

    Raises
    ------
    BadInput
        If there is no field, a name is not of small letters, digits and ``_``, names do not rise
        strictly, or two fields share a salt (showing one would lay the other open to guessing).

    Examples
    --------
    >>> body = Body.of({"kind": "message", "words": "yes"}, {"kind": b"k" * 32, "words": b"w" * 32})
    >>> part = body.redacted({"kind"})
    >>> part.root == body.root, part.shown("kind"), part.shown("words", "not shown")
    (True, 'message', 'not shown')
    """

    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        names = [field.name for field in self.fields]
        if not names:
            raise BadInput("a body without a field")
        for left, right in pairwise(names):
            if left >= right:
                raise BadInput(f"the field {right!r} stands after {left!r}", instead="sort them")
        salts = [field.salt for field in self.fields if isinstance(field, Shown)]
        if len(set(salts)) != len(salts):
            raise BadInput("two fields of a body share a salt", instead="draw one for each")

    @classmethod
    def of(cls, values: Mapping[str, JSON], salts: Mapping[str, bytes]) -> Body:
        """Make the body of ``values``, with the salt of each field by its name.

        Neither mapping is changed or kept.

        Raises
        ------
        WrongUse
            If the names of the two are not the same.
        BadInput
            If a value has no canonical form, or as the class says.
        """
        if set(values) != set(salts):
            raise WrongUse("a body needs one salt for each field, and no other")
        return cls(
            tuple(Shown(name, salts[name], text_of(values[name])) for name in sorted(values))
        )

    @property
    def root(self) -> bytes:
        """Return the body hash: the root over (name, field hash), the same however redacted."""
        leaves = [encode([field.name, field.hash.hex()]) for field in self.fields]
        return digest("body", Tree.of(leaves).root())

    def redacted(self, keep: Container[str]) -> Body:
        """Return this body with only the fields named in ``keep`` shown."""
        return Body(
            tuple(
                field if field.name in keep else Hidden(field.name, field.hash)
                for field in self.fields
            )
        )

    def shown(self, name: str, otherwise: JSON = None) -> JSON:
        """Return the value of a field, made anew; ``otherwise`` if it is hidden or not there."""
        for field in self.fields:
            if field.name == name and isinstance(field, Shown):
                return value_of(field.value)
        return otherwise


def _checked(name: str, secret: bytes, length: int) -> None:
    if not _NAME.fullmatch(name):
        raise BadInput(f"not a name of a field: {name!r}", instead="use small letters and _")
    if len(secret) != length:
        raise BadInput(f"the field {name!r} has {len(secret)} bytes of {length}")
