"""What no text, instrument or stand can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onetext.errors import BadInput, WrongUse
from onetext.terms.text.acts import DraftIssued, StandTaken
from onetext.terms.text.instrument import (
    ConsentRule,
    FullPowers,
    Instrument,
    Silence,
    by_id,
    closing_group,
)
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.text.stand import Stand
from onetext.terms.text.state import begin
from onetext.terms.when import When

EN = Version("en", "The lake.")
ONE = Alternative("a", (EN,))


def treaty(**more: object) -> Instrument:
    given: dict[str, object] = {"binds": ("arn", "bel"), "drafter": "dor", "languages": ("en",)}
    procedure = more.pop("procedure", "one-text")
    return Instrument("t", "T", "treaty", procedure, **{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Version("english!", "x"), "names no language"),
        (lambda: Version("", "x"), "names no language"),
        (lambda: Version("en", " \n"), "blank"),
        (lambda: Version("en", "\ud800"), "half a character"),
        (lambda: Version("en", "x", "draft"), "cannot be 'draft'"),  # type: ignore[arg-type]
        (lambda: Alternative(""), "empty name"),
        (lambda: Alternative("a", (EN,), ""), "empty name"),
        (lambda: Alternative("a", (EN, Version("en", "y"))), "two versions in 'en'"),
        (lambda: Passage("p", "", ()), "has no alternative"),
        (lambda: Passage("p", "", (ONE, Alternative("a"))), "two alternatives 'a'"),
        (lambda: Passage("p", "", (ONE, Alternative("b", (EN,)))), "say the same"),
        (lambda: Passage("p", "", (Alternative("a"), Alternative("b"))), "say the same"),
        (lambda: treaty(procedure="shuttle"), "no procedure 'shuttle'"),
        (lambda: treaty(binds=()), "binds nobody"),
        (lambda: treaty(binds=("arn", "arn")), "the party 'arn' twice"),
        (lambda: treaty(languages=()), "has no language"),
        (lambda: treaty(languages=("en", "en")), "the language 'en' twice"),
        (lambda: treaty(closes_with=("t",)), "closes with itself"),
        (lambda: treaty(closes_with=("a", "a")), "the instrument 'a' twice"),
        (lambda: treaty(drafter=None), "nobody to draft it"),
        (lambda: treaty(may_bind=(FullPowers("s", "cor"),)), "does not bind 'cor'"),
        (lambda: treaty(consent=ConsentRule(who=("cor",))), "does not bind 'cor'"),
        (lambda: treaty(consent=ConsentRule(at_least=3)), "asks for 3 of 2"),
        (lambda: ConsentRule("initial"), "not given by 'initial'"),  # type: ignore[arg-type]
        (lambda: ConsentRule(who=("arn", "arn")), "'arn' is asked twice"),
        (lambda: ConsentRule(at_least=0), "is none"),
        (lambda: FullPowers("s", "arn", When("2031-03-02"), When("2031-03-01")), "before they"),
        (lambda: FullPowers("", "arn"), "empty name"),
        (lambda: Silence(When("--03-01")), "no year"),
        (lambda: Stand("s", "arn", "p", "01", "maybe"), "cannot say 'maybe'"),  # type: ignore[arg-type]
        (lambda: StandTaken("01", "s", "arn", None, "t", "p", "00", "yes"), "cannot say 'yes'"),  # type: ignore[arg-type]
        (lambda: DraftIssued("", "s", "arn", None, "t"), "empty name"),
        (lambda: by_id([treaty(), treaty()]), "two instruments have the id 't'"),
    ],
)
def test_what_is_refused(make: Callable[[], object], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        make()


def test_a_state_says_what_it_does_not_have() -> None:
    with pytest.raises(WrongUse, match="no instrument 'x' here"):
        begin([treaty()]).text("x")


def test_words_by_language() -> None:
    assert (ONE.words("en"), ONE.words("uk"), Alternative("x").words("uk")) == (
        "The lake.",
        None,
        "",
    )
    assert ONE.says == Alternative("b", (EN,), "arn").says


def test_closing_together_is_mutual_and_carries_over() -> None:
    some = [
        Instrument(id, id, "letter", "rolling", binds=("arn",), languages=("en",), closes_with=tied)
        for id, tied in (("a", ("b",)), ("b", ()), ("c", ("b", "hidden")), ("d", ()))
    ]
    for id in ("a", "b", "c", "hidden"):
        assert closing_group(by_id(some), id) == ("a", "b", "c", "hidden")
    assert closing_group(by_id(some), "d") == ("d",)
    assert begin(some).closers("a") is None
    assert begin(some).closers("d") == ("arn",)


def test_powers_by_hour() -> None:
    some = treaty(may_bind=(FullPowers("s", "arn", When("2031-03-01"), When("2031-03-31")),))
    assert some.may_bind_for("s", "arn")
    assert some.may_bind_for("s", "arn", When("2031-03-31"))
    assert not some.may_bind_for("s", "arn", When("2031-04-01"))
    assert not some.may_bind_for("s", "bel")
    assert not some.may_bind_for(None, None)
