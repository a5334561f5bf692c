"""The text's page shows each seat the text as its own view has it, word by word."""

from __future__ import annotations

import re

import pytest
from seats_in import Seats

from onetext.analysis.table.texts import texts
from onetext.room.text_acts import LONGEST

WORDS = {"words.en": "The lake is shared by all.", "words.fr": "Le lac est à tous."}


def test_every_seat_sees_its_texts_and_no_other(reading: Seats) -> None:
    for seat in reading.room.seats:
        seen = texts(reading.room.view(seat))
        if not seen:
            assert "No text is open where this seat is" in reading.page(seat, "text")
        for one in seen:
            said = reading.page(seat, "text", of=one.text.instrument.id)
            for passage in one.text.passages:
                for alternative in passage.alternatives:
                    for version in alternative.versions:
                        assert version.words in said
            for id, answer in one.agreed.group:
                if id != one.text.instrument.id and answer == "unknown":
                    assert f"{id} (unknown to this seat whether agreed)" in said
    answer = reading.get("tarvenia-head", "text", of="annex-guarantees")
    assert answer.status_code == 422
    never = reading.get("tarvenia-head", "text", of="no-such-text")
    assert answer.text.replace("annex-guarantees", "") == never.text.replace("no-such-text", "")


def test_brackets_whose_they_are_and_stands_by_sign_and_word(reading: Seats) -> None:
    said = reading.page("belmora-head", "text", at="2031-04-09")
    assert "Alternative a1, as the drafter had it" in said
    assert "Alternative t1 of Tarvenia" in said
    assert "✕ Belmora rejects" in said
    assert "? Sedgeland not heard" in said
    later = reading.page("belmora-head", "text", at="2031-04-11")
    assert "Alternative n1, in nobody's name: whose it was is kept nowhere" in later


def test_counts_by_draft_are_those_of_the_drafts(reading: Seats) -> None:
    html = reading.html("tarvenia-head", "text")
    (seen,) = texts(reading.room.view("tarvenia-head"))
    row = re.search(r"words in brackets</th>(.*?)</tr>", html)
    assert row is not None
    counts = [int(n) for n in re.findall(r'class="number">(\d+)<', row[1])]
    assert counts[:-1] == [one.words_in_brackets for one in seen.metrics]
    assert counts[-1] == 0
    assert "style=" not in html
    assert "<script>" not in html


def test_redline_to_any_earlier_draft(reading: Seats) -> None:
    html = reading.html("tarvenia-head", "text/redline", of="treaty", **{"from": "1", "to": "3"})
    assert "<ins> and report to all three parties at once</ins>" in html
    assert "<del>translation</del> <ins>authentic</ins>" in html
    same = reading.page("tarvenia-head", "text/redline", of="treaty", **{"from": "4"})
    assert "Nothing has changed." in same


@pytest.mark.parametrize(
    ("seat", "of", "shown", "hidden"),
    [
        ("halvia-mediator", "treaty", {"change", "issue", "mode", "add"}, {"stand", "propose"}),
        ("tarvenia-head", "treaty", {"stand", "propose", "carve", "initial"}, {"issue", "change"}),
        ("tarvenia-legal", "treaty", {"stand", "propose", "comment"}, {"carve", "initial"}),
        ("halvia-envoy", "treaty", {"change", "issue", "mode"}, {"stand", "propose", "initial"}),
        ("league-head", "annex-guarantees", {"stand", "alternative"}, {"choose", "issue"}),
    ],
)
def test_only_what_a_seat_may_do_is_offered(
    reading: Seats, seat: str, of: str, shown: set[str], hidden: set[str]
) -> None:
    html = reading.html(seat, "text", of=of)
    offered = set(re.findall(rf'action="/1/{seat}/text/(\w+)"', html))
    assert shown <= offered
    assert not hidden & offered
    past = reading.html(seat, "text", of=of, at="2031-04-15")
    assert not re.findall(rf'action="/1/{seat}/text/(\w+)"', past)


def test_who_can_see_it_stands_beside_every_box(reading: Seats) -> None:
    for seat in ("halvia-mediator", "tarvenia-head", "tarvenia-legal", "aurelia-head"):
        html = reading.html(seat, "text")
        for form in re.findall(r'(?s)<form method="post" action="[^"]*/text/.*?</form>', html):
            if "<textarea" in form:
                assert "Who can see this: " in form
        for box in re.findall(r"<(?:textarea|select|input)[^>]*\bid=\"([^\"]+)\"", html):
            assert f'<label for="{box}"' in html or "hidden" in box


def test_what_hides_in_a_draft_is_shown(writing: Seats) -> None:
    odd = "The l\u0430ke is sh\u202eared, 1OO times."
    writing.sent(
        "tarvenia-head",
        "text/alternative",
        instrument="treaty",
        passage="art-1",
        named="yes",
        **{"words.en": odd},
    )
    said = writing.page("belmora-head", "text")
    assert "⟦Cyrillic а⟧" in said
    assert "⟦RLO⟧" in said
    assert "a number with letters that look like digits" in said
    writing.sent("halvia-mediator", "text/choose", instrument="treaty", passage="art-1",
                 alternative="t1")  # fmt: skip
    assert odd in writing.html("halvia-mediator", "text")


def test_words_are_words_and_never_markup(writing: Seats) -> None:
    sly = "<script>alert(1)</script> [clean] {+x+}"
    writing.sent("tarvenia-legal", "text/comment", instrument="treaty", passage="art-1", words=sly)
    html = writing.html("belmora-head", "text")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    again = writing.refused(
        "tarvenia-legal", "text/comment", instrument="treaty", words="x " * LONGEST
    )
    assert "characters" in again
