"""Script, markup and misleading characters written into every box, shown by a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rooms_open import opened, pages

pytestmark = pytest.mark.browser
WRITERS = ("halvia-mediator", "belmora-head", "tarvenia-legal", "teacher")
READERS = ("sedgeland-head", "observer", *WRITERS)
PLAIN = "zqx <script>zqx()</script> \"' onmouseover=zqx() </textarea><svg onload=zqx()> {{7*7}}"
SHORT = '"><img src=x onerror=zqx()>zqx'
TRICK = " pay \u202elive\u202c \u200b p\u0430y"
"""Turned round, without a width, and with one letter of another script."""
SENT = """async ([plain, short]) => {
  const taken = [];
  for (const form of document.querySelectorAll("main form[method=post]")) {
    const ends = /(leave|out|password|link|passkey|forget|remove|sign)$/;
    if (ends.test(form.getAttribute("action"))) continue;
    const radios = new Set();
    for (const one of form.elements) {
      if (one.disabled || !one.name) continue;
      if (one.type === "radio" && !radios.has(one.name)) one.checked = !!radios.add(one.name);
      if (one.type === "checkbox" && one.name !== "empty") one.checked = true;
      if (/^(text|textarea|search)$/.test(one.type))
        one.value = one.maxLength > 0 && one.maxLength < plain.length ? short : plain;
      if (one.type === "datetime-local") one.value = "2031-05-01T12:00";
    }
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, {method: "POST", body});
    if (answer.status >= 500) throw new Error(form.action + " " + answer.status);
    if (answer.redirected) taken.push(new URL(form.action).pathname.split("/").slice(3).join("/"));
  }
  return taken;
}"""
BROKEN = """() => [
  ...[...document.querySelectorAll("*")].filter(one =>
    [...one.attributes].some(({ name, value }) => name.startsWith("on") || name.includes("zqx")
      || (["href", "src", "action"].includes(name) && /^\\s*javascript:/i.test(value)))),
  ...document.querySelectorAll("script:not([src^='/static/']), img, main svg[onload]"),
].map(one => one.outerHTML.slice(0, 160))"""
READ = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll("textarea, script, option").forEach(one => one.remove());
  return copy.textContent;
}"""


def test_what_is_written_into_any_box_is_shown_as_words_to_every_seat(
    browser: Any, tmp_path: Path
) -> None:
    with opened(tmp_path) as room:
        context = browser.new_context(viewport={"width": 390, "height": 800})
        context.add_init_script("window.ran = []; window.zqx = () => window.ran.push(1);")
        told: list[str] = []
        context.on("dialog", lambda dialog: told.append(dialog.message) or dialog.dismiss())
        context.on("weberror", lambda fault: told.append(str(fault.error)))
        tab = room.sit(context, *READERS)
        taken: set[str] = set()
        for seat in WRITERS:
            for address in pages(tab, room.home(seat)):
                tab.goto(address)
                taken |= set(tab.evaluate(SENT, [PLAIN + TRICK, SHORT]))
        assert {"caucus/say", "sessions/say", "text/add", "text/alternative", "clock"} <= taken
        assert len(taken) >= 12
        context.on("console", lambda said: told.append(said.text))
        words = tricks = 0
        for seat in READERS:
            for address in pages(tab, room.home(seat)):
                tab.goto(address)
                tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
                tab.mouse.move(200, 400)
                assert tab.evaluate("window.ran") == [], address
                assert tab.evaluate(BROKEN) == [], address
                shown = tab.evaluate(READ)
                assert not set("\u202e\u202c\u200b") & set(shown), address
                assert "49" not in shown.partition("zqx")[2][:40], address
                words += shown.count("zqx")
                tricks += shown.count("⟦RLO⟧")
                assert not tab.evaluate("document.documentElement.scrollWidth > innerWidth"), (
                    address
                )
        assert words > 50
        assert tricks > 20
        tab.goto(room.home("sedgeland-head") + "text")
        odd = tab.locator(".passage .odd").first
        assert odd.is_visible()
        assert "Look closely" in odd.inner_text()
        assert "U+0430" in odd.inner_text() or "CYRILLIC" in odd.inner_text().upper()
        context.close()
    assert told == []
