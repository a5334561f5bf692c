"""Values to JSON and back: exactly the declared fields, each of its kind."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from roommade import talks

from onetext.errors import BadInput
from onetext.record.acts.kinds import KINDS
from onetext.record.bundle import Bundle, Inclusion
from onetext.record.faults import Fault
from onetext.record.fields import Body
from onetext.record.heads import CoSignature, Head
from onetext.record.opening import HOST, Opening
from onetext.record.promise import Promise
from onetext.record.stands import Change
from onetext.record.verifying import verify_bundle
from onetext.record.wire import Misfit, from_json, from_texts, text_of, to_json, value_of


def held(value: object) -> dict[str, Any]:
    made = to_json(value)
    assert isinstance(made, dict)
    return made


def test_every_part_of_a_bundle_comes_back() -> None:
    bundle = talks().bundle("bel")
    parts = [bundle, bundle.opening, *bundle.closes, *bundle.entries]
    for part in parts:
        assert from_json(type(part), to_json(part)) == part


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "none", "ab", "é"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab"), inner, max_size=2),
    max_leaves=5,
)


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_an_act_of_texts_is_that_of_their_values(kind: str, data: st.DataObject) -> None:
    def outcome(read: Any, told: dict[str, Any]) -> object:
        try:
            return read(act, told, kind)
        except Misfit as fault:
            return str(fault), fault.path

    act = KINDS[kind]
    names = [field.name for field in fields(act)]
    texts = {name: text_of(data.draw(VALUES | st.text("ab"), name)) for name in names}
    if data.draw(st.integers(0, 9)) == 0:
        texts[data.draw(st.sampled_from([*names, "other"]))] = text_of(None)
        texts.pop(data.draw(st.sampled_from([*names, "other"])), None)
    values = {name: value_of(text) for name, text in texts.items()}
    assert outcome(from_texts, texts) == outcome(from_json, values)


def test_a_filed_text_is_taken_as_it_stands() -> None:
    told = {"report": text_of({"b": [1, 2.5], "a": None}), "text": text_of("They met.")}
    filed: Any = from_texts(KINDS["report"], told)
    assert filed.report is told["report"]
    assert filed == KINDS["report"](told["report"], "They met.")


def test_a_value_is_made_anew_each_time() -> None:
    given = {"b": [1, {"c": None}]}
    text = text_of(given)
    first, second = value_of(text), value_of(text)
    assert first == second == given
    assert first is not second


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"size": "8"}, "head.size is not int"),
        ({"size": True}, "head.size is not int"),
        ({"size": 8.5}, "head.size is not int"),
        ({"time": 1}, "head.time is not str"),
        ({"root": "xy"}, "head.root is not hexadecimal"),
        ({"root": None}, "head.root is not hexadecimal"),
        ({"root": "00"}, "32 bytes"),
        ({"size": -1}, "not a number of leaves"),
        ({"close": 0}, "not the number of a close"),
        ({"other": 1}, "head has an unknown 'other'"),
    ],
)
def test_a_field_of_another_kind_is_refused_by_its_path(change: dict[str, Any], why: str) -> None:
    good = held(talks().heads[0])
    with pytest.raises(BadInput, match=why):
        from_json(Head, {**good, **change})


def test_what_lacks_or_is_no_object_or_list_is_refused() -> None:
    good = held(talks().opening)
    with pytest.raises(BadInput, match="opening lacks 'salt'"):
        from_json(Opening, {name: part for name, part in good.items() if name != "salt"})
    with pytest.raises(BadInput, match="opening is not an object"):
        from_json(Opening, [])
    with pytest.raises(BadInput, match=r"opening\.seats is not a list"):
        from_json(Opening, {**good, "seats": {}})
    with pytest.raises(BadInput, match=r"opening\.seats\[0\] lacks 'key'"):
        from_json(Opening, {**good, "seats": [{"seat": "a"}]})
    with pytest.raises(BadInput, match=r"opening\.mode is not"):
        from_json(Opening, {**good, "mode": "x" * 99})
    with pytest.raises(BadInput, match=r"body\.fields\[0\] is none of Shown, Hidden"):
        from_json(Body, {"fields": [{"name": "a"}]})


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON form for float"):
        to_json((1.5,))
    assert to_json(Fault("room", "x", "y")) == {"kind": "room", "where": "x", "what": "y"}


def test_hashes_and_signatures_have_their_length() -> None:
    bundle: Bundle = talks().bundle()
    for make in (
        lambda: Inclusion(b"1", ()),
        lambda: Inclusion.at(1, (b"short",)),
        lambda: replace(bundle, shown=(b"short",)),
        lambda: replace(bundle.closes[0], link=(b"short",)),
        lambda: CoSignature("bel", 1, b"short"),
        lambda: Promise(b"short", 1, "2031-03-16T18:00:00Z", bytes(64)),
        lambda: Change("treaty", "line", b"short"),
    ):
        with pytest.raises(BadInput, match=r"has \d+ bytes|of 32 bytes"):
            make()


def test_a_close_beyond_all_time_is_a_fault_not_an_error() -> None:
    bundle = talks().bundle()
    last = bundle.closes[-1]
    far = replace(last, head=replace(last.head, close=2**50))
    result = verify_bundle(replace(bundle, closes=(*bundle.closes[:-1], far)))
    assert any("9999" in fault.what for fault in result.faults)


def test_the_host_is_no_seat() -> None:
    opening = talks().opening
    assert HOST not in {seat.seat for seat in opening.seats}
