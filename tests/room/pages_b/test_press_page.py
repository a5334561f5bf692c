"""Reports dropped in: read apart and within limits, told as statements and never as acts."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import asdict
from typing import Any

import pytest
from seated import ARN, BEL, MEDIATOR, Seated, acts, plain

from onetext.analysis.table.table import table
from onetext.errors import Refused
from onetext.record.acts.filing import ReportFiled
from onetext.room import press_seen, reading
from onetext.room.reading import Dropped, Tables, read_apart

REPORT = """\
“We keep the lease and nothing else,” Tarvenian negotiator Anselm Rook told reporters on Thursday.

There were rumours in Brenholt that the treaty had already been signed in secret by all three sides.

“There is no secret treaty,” Belmoran foreign minister Odile Farrant said.
She said the kingdom accepts the annex.
"""


def pasted(room: Seated, seat: str = BEL, **more: Any) -> dict[str, list[Any]]:
    sent = {"text": REPORT, "title": "Evening at the lake", "outlet": "The Harbour Courier"}
    return room.sent(seat, "press", **{**sent, "published": "2031-04-17", **more})


def test_a_pasted_report_is_read_and_everybody_sees_it(acting: Seated) -> None:
    lines = pasted(acting)
    assert set(lines) == set(acting.room.seats)
    [act] = acts(lines["observer"])
    assert isinstance(act, ReportFiled)
    assert act.text == REPORT
    told = acting.words("observer", "press")
    assert "Evening at the lake" in told
    assert "put on file by belmora-head" in told
    assert "Anselm Rook, negotiator (Tarvenia)" in told or "Anselm Rook" in told
    assert "We keep the lease and nothing else" in told
    whole = acting.words("observer", "press/source", id="Evening-at-the-lake")
    assert "already been signed in secret" in whole


def test_a_report_is_read_from_the_record_once_however_often_it_is_shown(
    acting: Seated, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted(acting)
    first = acting.words(ARN, "press")
    decoded: list[object] = []
    monkeypatch.setattr(press_seen, "value_of", decoded.append)
    assert acting.words(ARN, "press") == first
    assert "put on file by belmora-head" in acting.words(BEL, "press")
    assert decoded == []


def test_a_rumour_is_shown_as_one_and_a_denial_beside_it(acting: Seated) -> None:
    pasted(acting)
    rumours = acting.words(ARN, "press", only="rumours")
    assert "≈ rumour" in rumours
    denials = acting.words(ARN, "press", only="denials")
    assert "There is no secret treaty" in denials
    assert "We keep the lease" not in denials


def test_no_statement_becomes_an_act(acting: Seated) -> None:
    before = {seat: asdict(table(acting.room.view(seat))) for seat in (ARN, BEL)}  # type: ignore[arg-type]
    pasted(acting)
    for seat, was in before.items():
        assert asdict(table(acting.room.view(seat))) == was  # type: ignore[arg-type]


def test_files_of_several_kinds_and_one_that_is_none(acting: Seated) -> None:
    page = (
        "<html><head><title>At the lake</title></head><body><article><h1>At the lake</h1>"
        + "".join(f"<p>{part}</p>" for part in REPORT.split("\n\n"))
        + "</article></body></html>"
    )
    files = [
        ("files", ("../../etc/lake.html", page.encode(), "text/html")),
        ("files", ("evening.txt", REPORT.encode(), "text/plain")),
        ("files", ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "text/plain")),
        ("files", ("fr.txt", ("Le ministre a déclaré que la paix était proche. " * 20).encode())),
    ]
    counts = acting.counts()
    answer = acting.send(BEL, "press", files)
    assert answer.status_code == 200, plain(answer.text)
    told = plain(answer.text)
    assert "2 reports are on file." in told
    assert "picture.txt" in told
    assert "fr.txt" in told
    assert "French" in told or "language: fr" in told
    assert acting.counts()["observer"] == counts["observer"] + 2
    assert "/tmp" not in answer.text


def test_why_a_file_was_left_out_is_said_in_the_reader_s_language(acting: Seated) -> None:
    acting.client(BEL).get("/language/fr?back=/")
    answer = acting.send(
        BEL, "press", [("files", ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(9)))]
    )
    assert answer.status_code == 422
    told = plain(answer.text)
    assert "une image, tapez-en ou faites-en d’abord reconnaître le texte" in told


def test_the_same_report_is_on_file_once(acting: Seated) -> None:
    pasted(acting)
    assert "it is on file already" in acting.refused(ARN, "press", text=REPORT, title="Again")
    other = acting.refused(ARN, "press", text=REPORT + "More.\n", title="Evening at the lake")
    assert "another report of this name" in other


@pytest.mark.parametrize("seat", ["observer", "teacher"])
def test_who_only_reads_drops_nothing_in(acting: Seated, seat: str) -> None:
    acting.refused(seat, "press", text=REPORT)


def test_an_empty_form_and_too_much_at_once_are_refused(acting: Seated) -> None:
    assert "there is no report" in acting.refused(BEL, "press", text=" ")
    many = [("files", (f"{n}.txt", b"word", "text/plain")) for n in range(reading.MOST_FILES + 1)]
    assert "drop one to" in acting.refused(BEL, "press", many)
    large = [("files", ("large.txt", b"word " * 500_000, "text/plain"))]
    assert "larger than 2 MB" in acting.refused(BEL, "press", large)


def test_a_slow_report_is_given_up_and_blocks_nobody(
    acting: Seated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that reads is put to sleep; meanwhile others ask and act."""
    import subprocess
    import sys

    real = subprocess.run

    def slow(command: list[str], **more: Any) -> Any:
        assert command[:2] == [sys.executable, "-m"]
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **more)

    monkeypatch.setattr(reading.subprocess, "run", slow)
    monkeypatch.setattr(reading.read_apart, "__kwdefaults__", {"longest": 3.0})
    acting.csrf(BEL)
    acting.csrf(MEDIATOR)
    told: list[str] = []
    dropping = threading.Thread(
        target=lambda: told.append(acting.refused(BEL, "press", text=REPORT))
    )
    began = time.monotonic()
    dropping.start()
    answered = 0
    while dropping.is_alive() and time.monotonic() - began < 2.0:
        assert acting.get(MEDIATOR, "clock").status_code == 200
        answered += 1
    dropping.join()
    assert answered >= 2
    assert time.monotonic() - began < 30
    assert "takes too long" in told[0]


def test_the_process_that_reads_has_limits() -> None:
    from onetext.room import reading_apart

    assert reading_apart.SECONDS <= 60
    assert reading_apart.MEMORY <= 2 * 2**30
    with pytest.raises(Refused):
        asyncio.run(read_apart([], Tables()))
    [read] = asyncio.run(read_apart([Dropped("a.txt", REPORT.encode())], Tables()))
    assert getattr(read, "statements", ())


def test_a_strangers_words_are_only_shown(acting: Seated) -> None:
    evil = REPORT.replace("nothing else", "<script>alert(1)</script>\u202e nothing")
    acting.sent(BEL, "press", text=evil, title="<b>bold</b>")
    for page, query in (
        ("press", {}),
        ("press/source", {"id": acting.room.view(ARN).sources[-1].id}),
    ):
        html = acting.html(ARN, page, **query)
        assert "<script>alert" not in html
        assert "<b>bold" not in html
        assert "\u202e" not in html
    assert "⟦RLO⟧" in acting.html(ARN, "press")
