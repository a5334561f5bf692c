"""What of an entry can be passed on in part is shown in words; what only proves is not shown."""

from __future__ import annotations

import re

import pytest
from seated import ARN, MEDIATOR, Seated, plain

from onetext.record.fields import Shown
from onetext.record.wire import value_of
from onetext.room.lines_seen import kind_of

PARTS = re.compile(r'(?s)<div class="parts".*?</div>')


def parts(room: Seated, seat: str, number: int) -> str:
    found = PARTS.search(room.html(seat, "caucus/relay", line=number))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("seat", [MEDIATOR, ARN])
def test_no_kind_of_entry_shows_json_or_a_hash(looked: Seated, seat: str) -> None:
    latest = {kind_of(line): n for n, line in enumerate(looked.room.lines(seat), start=1)}
    assert {"alternative", "passage-changed", "stand", "draft", "offer"} <= set(latest)
    for kind, number in latest.items():
        entry = looked.room.lines(seat)[number - 1].entry
        if entry is None:
            continue
        shown = parts(looked, seat, number)
        told = plain(shown)
        assert not re.search(r"[{}]|[0-9a-f]{32}|None|\[\]", told), (kind, told)
        names = {one.name for one in entry.body.fields if isinstance(one, Shown)}
        ticks = set(re.findall(r'name="fields" value="(\w+)"', shown))
        assert ticks == names - {"salt", "changes"}, kind


def test_an_unnamed_alternative_is_passed_on_in_its_words(acting: Seated) -> None:
    text = {"instrument": "treaty", "passage": "art-1"}
    words = {"words.en": "The lake is shared.", "words.fr": "Le lac est partagé."}
    acting.sent(ARN, "text/alternative", named="no", **text, **words)
    number = len(acting.room.lines(MEDIATOR))
    told = plain(parts(acting, MEDIATOR, number))
    assert "[The lake is shared. / Le lac est partagé.] — unnamed" in told
    assert "salt" not in told
    into = acting.place(MEDIATOR, "caucus-belmora").id
    sent = {"line": number, "into": into, "form": "redacted", "fields": ["alternative"]}
    before = acting.send(MEDIATOR, "caucus/relay/before", **sent)
    assert "alternative: [The lake is shared. / Le lac" in plain(before.text)
    acting.client(MEDIATOR).get("/language/fr?back=/")
    assert "— sans nom" in plain(parts(acting, MEDIATOR, number))
    acting.refused(MEDIATOR, "caucus/relay/before", **{**sent, "fields": ["salt"]})


def test_the_salt_is_in_what_is_exported(acting: Seated) -> None:
    text = {"instrument": "treaty", "passage": "art-1", "words.en": "The lake is shared."}
    acting.sent(ARN, "text/alternative", named="no", **text, **{"words.fr": "Le lac."})
    entry = acting.room.lines(MEDIATOR)[-1].entry
    assert entry is not None
    salt = next(
        value_of(one.value)
        for one in entry.body.fields
        if isinstance(one, Shown) and one.name == "salt"
    )
    bundle = acting.get(MEDIATOR, "bundle").content
    assert isinstance(salt, str)
    assert salt.encode() in bundle
