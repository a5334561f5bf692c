"""The brief on a terminal: it fits, needs no colour, tells claims as claims."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from extremes import crowd, hostile
from handmade import empty, kitchen
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from onetext.analysis.findings import Window
from onetext.brief import words
from onetext.brief.safe_text import clip, visible
from onetext.brief.sections import Brief
from onetext.brief.terminal import show


def shown(brief: Brief, width: int = 80, *, full: bool = False, terminal: bool = False) -> str:
    out = io.StringIO()
    show(brief, Console(file=out, width=width, force_terminal=terminal), full=full)
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 72, 80, 120])
@pytest.mark.parametrize("make", [kitchen, empty, hostile, crowd])
def test_no_line_is_wider_than_the_console(make: object, width: int) -> None:
    for full in (False, True):
        for line in shown(make(), width, full=full).splitlines():  # type: ignore[operator]
            assert cell_len(line) <= width, line


def test_sections_stand_in_the_order_a_reader_needs() -> None:
    order = [
        "rounds", "sticking_points", "positions", "movement", "offers", "guarantees",
        "unverified", "windows", "deadlines", "contradictions", "unread", "sources",
    ]  # fmt: skip
    text = shown(kitchen())
    places = [text.index(words.TITLE[name].upper()) for name in order]
    assert places == sorted(places)
    assert text.startswith("2 reports, 4 May 2031; 5 statements\nPublic window, as of")


def test_a_claim_is_told_as_a_claim() -> None:
    text = " ".join(shown(kitchen()).split())
    assert "Ida Kell (Borea) says that Borea is not kept abreast" in text
    assert "It is said, on no named word, that Borea is not kept abreast" in text
    assert "Rumour" not in text
    assert "told as a rumour; denied since" in text


def test_an_unclaimed_window_never_reads_as_fact() -> None:
    brief = replace(kitchen(), windows=(Window("borea", None, "astra", None, ()),))
    assert "speaker (Astra) says that Borea is not kept abreast" in shown(brief)


def test_unknown_is_printed() -> None:
    text = shown(kitchen())
    assert "unknown: Borea" in text
    assert "place unknown" in text
    assert "gives unknown" in text
    assert "outlet unknown" not in shown(empty())


def test_every_finding_cites_its_source() -> None:
    text = shown(kitchen(), 100)
    body = text[text.index("OFFERS IN EXCHANGE") : text.index("CONTRADICTIONS")]
    heads = [line for line in body.splitlines() if line[:2] == "  " and line[2:3].strip()]
    assert len(heads) == 9
    assert all(line.endswith("]") for line in heads)


def test_empty_sections_say_so() -> None:
    text = " ".join(shown(empty()).split())
    for name, told in words.EMPTY.items():
        if name not in ("timeline", "network"):
            assert told in text


def test_without_a_terminal_there_is_no_escape_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in shown(kitchen())
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = shown(kitchen(), terminal=True)
    assert "\x1b[3" not in coloured
    assert "\x1b[4" not in coloured


def test_hostile_text_is_inert() -> None:
    text = shown(hostile(), terminal=True)
    assert "\x1b]" not in text
    assert "\x1b[2J" not in text
    assert "\u202e" not in text
    assert "⟦RLO⟧" in text
    assert "[bold]" in text


def test_long_lists_are_cut_and_say_so() -> None:
    brief, text = crowd(), shown(crowd())
    assert len(text.splitlines()) < 420
    assert "not shown here; --html shows all" in text
    assert len(shown(brief, full=True)) > len(text)
    assert "…" in text
    assert "stand in full" in text


@given(st.text(), st.integers(4, 40))
def test_clipped_text_fits(text: str, cells: int) -> None:
    short = clip(visible(text), cells)
    assert cell_len(short) <= cells
    assert "\n" not in short


@given(st.text())
def test_visible_text_hides_nothing_and_is_stable(text: str) -> None:
    once = visible(text)
    assert visible(once) == once
    once.encode("utf-8")
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x00")


def test_joiners_of_living_scripts_stay() -> None:
    persian = "می\u200cخواهم"
    assert visible(persian) == persian
    assert visible("pa\u200cy") == "pa⟦ZWNJ⟧y"
