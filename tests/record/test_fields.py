"""Bodies: one hash however much is shown, and nothing of what is not."""

from __future__ import annotations

import copy
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import BadInput, WrongUse
from onetext.record.commitment import commit, opens
from onetext.record.fields import Body, Hidden, Shown
from onetext.record.wire import from_json, text_of, to_json

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
VALUES = st.none() | st.booleans() | st.integers(-9, 9) | st.text("aé€", max_size=4)
BODIES = st.dictionaries(NAMES, VALUES | st.lists(VALUES, max_size=3), min_size=1, max_size=6)


def salts(names: object) -> dict[str, bytes]:
    return {name: hashlib.sha256(name.encode()).digest() for name in names}  # type: ignore[attr-defined]


@given(BODIES, st.data())
def test_every_redaction_has_the_hash_and_only_what_is_kept(
    values: dict[str, object], data: st.DataObject
) -> None:
    before = copy.deepcopy(values)
    body = Body.of(values, salts(values))  # type: ignore[arg-type]
    keep = data.draw(st.sets(st.sampled_from(sorted(values))))
    part = body.redacted(keep)
    assert part.root == body.root
    assert values == before
    for name, value in values.items():
        assert body.shown(name) == value
        assert part.shown(name, "hidden") == (value if name in keep else "hidden")
    written = json.dumps(to_json(part))
    for name in set(values) - keep:
        assert salts([name])[name].hex() not in written
    assert from_json(Body, to_json(part)) == part
    assert part.redacted(()).redacted(keep) == body.redacted(())


@given(BODIES, st.data())
def test_another_value_salt_or_name_is_another_body(
    values: dict[str, object], data: st.DataObject
) -> None:
    body = Body.of(values, salts(values))  # type: ignore[arg-type]
    name = data.draw(st.sampled_from(sorted(values)))
    other = {**values, name: ["another"]}
    assert Body.of(other, salts(values)).root != body.root  # type: ignore[arg-type]
    assert Body.of(values, {**salts(values), name: bytes(32)}).root != body.root  # type: ignore[arg-type]
    fewer = {key: value for key, value in values.items() if key != name}
    if fewer:
        assert Body.of(fewer, salts(fewer)).root != body.root  # type: ignore[arg-type]


def test_the_hash_is_as_written_down() -> None:
    """Made by hand, so that another program can check a body."""
    one, two = b"1" * 32, b"2" * 32
    body = Body.of({"words": "yes", "kind": ["é"]}, {"kind": one, "words": two})
    sha = lambda *parts: hashlib.sha256(b"".join(parts)).digest()  # noqa: E731
    kind = sha(b"onetext/1 field\0", one, '["kind",["é"]]'.encode())
    words = sha(b"onetext/1 field\0", two, b'["words","yes"]')
    leaves = [
        sha(b"\0", f'["{name}","{made.hex()}"]'.encode())
        for name, made in (("kind", kind), ("words", words))
    ]
    assert body.root == sha(b"onetext/1 body\0", sha(b"\1", *leaves))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ((), "without a field"),
        ((Hidden("b", bytes(32)), Hidden("a", bytes(32))), "stands after"),
        ((Hidden("a", bytes(32)), Hidden("a", b"x" * 32)), "stands after"),
        ((Shown("a", bytes(32), text_of(1)), Shown("b", bytes(32), text_of(1))), "share a salt"),
    ],
)
def test_a_body_that_could_cheat_is_refused(fields: tuple[Hidden, ...], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        Body(fields)


@pytest.mark.parametrize("name", ["", "A", "1a", "a b", 'a"', "é", "a" * 65])
def test_only_plain_names(name: str) -> None:
    with pytest.raises(BadInput, match="not a name"):
        Hidden(name, bytes(32))


def test_lengths_and_salts_are_asked_for() -> None:
    with pytest.raises(BadInput, match="31 bytes of 32"):
        Shown("a", bytes(31), text_of(1))
    with pytest.raises(WrongUse, match="one salt for each"):
        Body.of({"a": 1}, {"b": bytes(32)})
    deep: list[object] = []
    for _ in range(40):
        deep = [deep]
    with pytest.raises(BadInput, match="too deep"):
        Body.of({"a": deep}, {"a": bytes(32)})  # type: ignore[dict-item]


def test_a_commitment_opens_to_one_value_only() -> None:
    fixed = commit({"yes": True}, b"s" * 32)
    assert opens(fixed, {"yes": True}, b"s" * 32)
    assert not opens(fixed, {"yes": False}, b"s" * 32)
    assert not opens(fixed, {"yes": True}, b"t" * 32)
    assert not opens(fixed, {"yes": True}, b"s" * 32, purpose="words")
    assert not opens(fixed[:31], {"yes": True}, b"s" * 32)
    with pytest.raises(WrongUse, match="salt of 8 bytes"):
        commit(1, b"12345678")
