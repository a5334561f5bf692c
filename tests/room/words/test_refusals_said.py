"""Why something was refused is said in the reader's language, in the same words for the same."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from format_names import FORMATS

from onetext.analysis.table.texts import text_state
from onetext.errors import BadInput, Refused
from onetext.room.places_seen import places
from onetext.room.room import Room
from onetext.room.settings import settings
from onetext.room.web.app import create_app
from onetext.room.web.refusals import Refusals, shape
from onetext.room.web.refusals_drawn import UNMET, drawn, refusals
from onetext.room.web.words import DEFAULT, LANGUAGES, Words

SEATS = ("belmora-head", "halvia-mediator", "teacher")
AS_SENT = re.compile(r"«[^»]*»|одне з такого: .*|(?<=форма не підходить: )[a-z_., ]+")
"""What stands in a refusal as it was sent or stands in the case: ids, names of a form's fields."""
TRANSLATED = tuple(one for one in LANGUAGES if one != DEFAULT)
DRAWN = tuple(dict.fromkeys(message for message, _ in refusals()))
KNOWN = Refusals(DRAWN)
BY_COMMAND = {
    "record/hosting/exporting.py",
    "room/access/handing.py",
    "room/certificates.py",
    "room/opening/keys.py",
    "room/opening/places.py",
    "room/settings.py",
}
"""Files that refuse only what the host's own commands ask."""
ODD = ("arn", "it's in 'x' here", 'say "no"', "a\\b\n%s %(seat)s", "مقعد", "' is in brackets")


def filled(message: str, odd: str) -> str:
    """Return a message as it is raised with other people's words in every gap in quotes."""
    gap = re.compile(r"'%\(\w+\)s'|%\(\w+\)s|%%")
    put = {"'": repr(odd), "%%": "%"}
    return gap.sub(lambda found: put.get(found[0], put.get(found[0][0], "7")), message)


@pytest.mark.parametrize("odd", ODD)
def test_a_refusal_is_matched_with_its_own_message_whatever_stands_in_it(odd: str) -> None:
    for message in DRAWN:
        found = KNOWN.match(filled(message, odd))
        assert found is not None, message
        assert found.message == message
        in_quotes = re.findall(r"'%\((\w+)\)s'", message)
        assert {name: found.filled[name] for name in in_quotes} == dict.fromkeys(in_quotes, odd)


def test_no_two_messages_read_alike() -> None:
    assert len({shape(one) for one in DRAWN}) == len(DRAWN)


def test_what_is_left_out_stands_in_the_source() -> None:
    """A message that was taken out of the code or is met after all leaves the list."""
    from onetext.room.web import refusals_drawn as made

    every = set()
    for place, without in made.MET.items():
        at = made._HOUSE / place
        for file in at.glob("*.py") if at.is_dir() else (at,):
            name = file.relative_to(made._HOUSE).as_posix()
            every |= set(drawn(file.read_text("utf-8"), without, reasons=name in made._REASONS))
    assert not UNMET - every


def test_every_file_that_refuses_what_a_form_sends_is_drawn_from() -> None:
    from onetext.room.web import refusals_drawn as made

    raises = re.compile(r"raise (Refused|BadInput|WithoutLeave|HTTPException)\(")
    refusing = {
        file.relative_to(made._HOUSE).as_posix()
        for folder in ("room", "record/hosting")
        for file in (made._HOUSE / folder).rglob("*.py")
        if raises.search(file.read_text("utf-8"))
    }
    drawn_from = {one for one in refusing if any(one.startswith(place) for place in made.MET)}
    assert refusing - drawn_from == BY_COMMAND


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_refusal_is_said_in_every_language(language: str) -> None:
    words = Words(language)
    for message in DRAWN:
        english = filled(message, "arn")
        told = str(words.refusal(english))
        assert told != english
        assert "%(" not in told
        if language != "fr":
            assert not re.search(r"[a-z]{3}", re.sub("arn|onetext", "", FORMATS.sub("", told))), (
                message,
                told,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_people_s_words_in_a_refusal_stay_theirs(language: str) -> None:
    """They are not translated, cannot turn the sentence round, and bring no message of theirs."""
    words = Words(language)
    for theirs in ("wait for it", "one-text", "a\u202eb", "%(id)s", "<b>"):
        told = str(words.refused(Refused(f"there is no passage {theirs!r} here")))
        shown = {"a\u202eb": "a⟦RLO⟧b" if language != "en" else "a\\u202eb"}.get(theirs, theirs)
        assert shown in told, (language, told)
        assert language == "en" or "there is" not in told
        assert (
            "<b>" not in Words(language).refusal(f"there is no passage {theirs!r} here").__html__()
        )
    assert ("\u2068" in str(Words("ar").refusal("there is no offer 'x'"))) is True


def test_what_no_message_fits_stays_english(unmatched: set[str]) -> None:
    fault = BadInput("something new", instead="do this")
    for language in LANGUAGES:
        assert "something new" in str(Words(language).refused(fault))
    assert unmatched == {"something new", "do this"}
    unmatched.clear()


def test_a_word_of_ours_in_a_gap_is_translated_and_hours_are_written_out() -> None:
    assert "rolling" not in str(Words("uk").refusal("the procedure is rolling already"))
    assert "2031" in (said := str(Words("fr").refusal("2031-04-16T18:00:00Z has passed")))
    assert "avr. 2031" in said


SENT = (
    ("text/comment", {"instrument": "nowhere", "words": "x"}),
    ("text/mode", {"instrument": "{text}", "mode": "odd"}),
    ("text/comment", {"instrument": "{text}", "passage": "p'99", "words": "x"}),
    ("text/comment", {"instrument": "{text}", "words": " "}),
    ("text/comment", {"instrument": "{text}", "words": "x" * 100_000}),
    ("text/stand", {"instrument": "{text}", "says": "maybe", "passages": "p1"}),
    ("text/stand", {"instrument": "{text}", "says": "accept"}),
    ("text/stand", {"instrument": "{text}", "says": "accept", "passages": "odd"}),
    ("text/alternative", {"instrument": "{text}", "passage": "{passage}", "empty": ""}),
    ("text/alternative", {"instrument": "{text}", "passage": "{passage}", "words.x y": "z"}),
    ("text/drop", {"instrument": "{text}", "passage": "{passage}", "alternative": "odd"}),
    ("text/choose", {"instrument": "{text}", "passage": "{passage}", "alternative": "odd"}),
    ("text/propose", {"instrument": "{text}"}),
    ("text/add", {"instrument": "{text}", "words.en": "x", "before": "odd"}),
    ("text/move", {"instrument": "{text}", "passage": "{passage}", "before": "{passage}"}),
    ("text/remove", {"instrument": "{text}", "passage": "odd"}),
    ("text/initial", {"instrument": "{text}"}),
    ("text/consent", {"instrument": "{text}", "act": "odd"}),
    ("text/consent", {"instrument": "{text}", "act": "sign"}),
    ("text/consent", {"instrument": "{text}", "act": "withdraw"}),
    ("text/carve", {"instrument": "{text}"}),
    ("text/carve", {"instrument": "{text}", "passage": "odd"}),
    ("text/issue", {"instrument": "{text}"}),
    ("offers/withdraw", {"offer": "odd"}),
    ("offers/make", {}),
    ("offers/make", {"give.{issue}": "{option}"}),
    ("offers/make", {"give.{issue}": "{option}", "into": "{public}"}),
    ("offers/make", {"give.{issue}": "odd"}),
    ("offers/make", {"give.{issue}": "{option}", "into": "{public}", "to": "{party}"}),
    ("offers/make", {"give.{issue}": "{option}", "into": "{public}", "to": "x", "until": "soon"}),
    ("offers/make", {"give.{issue}": "{option}", "into": "{public}", "to": "x", "until": "1999"}),
    ("offers/preview", {"give.{issue}": "odd"}),
    ("caucus/say", {"into": "odd", "words": "x", "leave": "none"}),
    ("caucus/say", {"into": "{public}", "words": "x", "leave": "none"}),
    ("caucus/say", {"into": "{public}", "words": "x", "leave": "odd"}),
    ("caucus/leave", {"line": "9999", "form": "verbatim"}),
    ("caucus/leave", {"line": "1", "form": "verbatim", "to": "odd"}),
    ("caucus/leave", {"line": "1", "form": "redacted"}),
    ("caucus/relay/before", {"line": "1", "into": "odd", "form": "verbatim"}),
    ("caucus/relay/before", {"line": "1", "into": "{public}", "form": "paraphrase"}),
    ("caucus/relay", {"line": "1", "into": "{public}", "form": "redacted", "fields": "odd"}),
    ("caucus/open", {"name": "x", "sort": "caucus"}),
    ("caucus/forget", {"into": "odd"}),
    ("sessions/say", {"into": "{public}", "words": " ", "leave": "none"}),
    ("sessions/round", {"into": "{public}", "start": "soon"}),
    (
        "sessions",
        {"into": "{public}", "sort": "plenary", "start": "2031-05-02", "end": "2031-05-01"},
    ),
    ("sessions/end", {"line": "1", "end": "2031-05-01"}),
    ("sessions/minutes", {"into": "{public}", "words": "x", "between": "odd"}),
    ("sessions/minutes", {"into": "{public}", "words": "x"}),
    ("sessions/sign", {"line": "1"}),
    ("clock", {"into": "{public}", "what": " ", "when": "2031-05-01T10:00"}),
    ("clock", {"into": "{public}", "what": "x", "when": "soon"}),
    ("clock/move", {"line": "1", "when": "2031-05-01T10:00"}),
    ("clock/lift", {"line": "1"}),
    ("proposal", {"to": "odd", "hour": "2031-05-01T10:00"}),
    ("proposal/answer", {"line": "1", "answer": "yes"}),
    ("press", {}),
    ("communique", {}),
    ("access", {}),
)
"""Forms as nobody fills them in who reads the page: address, and what is sent."""
ASKED = (
    "guarantees?when=soon",
    "guarantees?when=1999x",
    "packages?a.{issue}=odd",
    "offers?p.{issue}=odd",
    "record?at=soon",
    "text?of=odd",
    "press/source?id=odd",
    "caucus/forget?place=odd",
    "caucus/relay?line=9999",
    "teach/points?odd=1",
)


@pytest.mark.parametrize("seat", SEATS)
def test_what_a_form_is_refused_for_is_no_english_on_a_ukrainian_page(
    room: Room, seat: str, unmatched: set[str]
) -> None:
    """Each form is sent as it should not be; that each answer has a message, ``unmatched`` sees."""
    client = TestClient(
        create_app({1: room}, settings(port=8000, exercise=True)),
        base_url="http://127.0.0.1:8000",
        follow_redirects=False,
    )
    client.post(f"/1/in/{room.gate.invite(seat)}", data={"password": "a long password"})
    client.get("/language/uk?back=/")
    csrf = re.search(r'name="csrf" value="(\w+)"', client.get(f"/1/{seat}/board").text)
    assert csrf is not None
    before = len(room.lines(seat))
    refused = 0
    view = room.view(seat)
    texts = [text for text in text_state(view).texts.values() if text.held]
    names = {
        "text": texts[0].instrument.id if texts else "",
        "passage": texts[0].held[0].passage.id if texts else "",
        "public": next(one.id for one in places(view) if one.public),
        "issue": room.case.space.matters[0].issue.id,
        "option": str(next(iter(room.case.space.matters[0].values()))),
        "party": room.seats[seat].party,
    }
    for page, fields in SENT:
        sent = {key.format(**names): value.format(**names) for key, value in fields.items()}
        answer = client.post(f"/1/{seat}/{page}", data={"csrf": csrf[1], **sent})
        if answer.status_code >= 400:
            refused += 1
            why = re.search(r'class="why" role="alert">([^<]*)<', answer.text)
            if why is not None:
                assert not re.search(r"[a-z]{4}", AS_SENT.sub("", why[1])), (page, why[1])
    for page in ASKED:
        answer = client.get(f"/1/{seat}/{page.format(**names)}")
        assert answer.status_code < 500
    assert refused > 25
    assert len(room.lines(seat)) - before <= 8  # a few are no fault of that seat's
    assert not unmatched
