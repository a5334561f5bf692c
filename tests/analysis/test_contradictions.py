from __future__ import annotations

from made import Page, view

from onetext.analysis.contradictions import contradictions


def test_within_a_party_whatever_the_rank() -> None:
    page = Page("a", "2031-03-09").say("accept", "yes", role="president", said="2031-03-01")
    page.say("reject", "no", by="Bo Lund", said="2031-03-02")
    page.say("reject", "no again", by="Bo Lund", said="2031-03-02")
    (found,) = contradictions(view(page))
    assert (found.kind, found.about) == ("within_party", "land")
    assert [side.id for side in found.sides] == ["s1", "s2", "s3"]


def test_not_after_two_days_nor_by_one_speaker() -> None:
    page = Page("a", "2031-03-09").say("accept", "yes", said="2031-03-01")
    page.say("reject", "no", said="2031-03-02")
    page.say("reject", "no", by="Bo Lund", said="2031-03-07")
    assert contradictions(view(page)) == ()


def test_a_voice_that_denies_what_another_of_the_party_said() -> None:
    page = Page().say("accept", "the lease of the hills")
    page.say("deny", "a lease of the hills", by="Bo Lund", role="spokesman")
    assert [c.kind for c in contradictions(view(page))] == ["within_party"]


def test_between_outlets() -> None:
    pages = [
        Page(id, outlet=id).held("talks", duration_min=length, start="2031-03-02", round=2)
        for id, length in (("a", 300), ("b", 90))
    ]
    (found,) = contradictions(view(*pages))
    assert found.kind == "between_outlets"
    assert found.about == "round 2: duration told differently: a: 300 min; b: 90 min"
    assert [e.source for e in found.evidence] == ["a", "b"]


def test_an_accusation_and_its_denial() -> None:
    page = Page().say("accuse", "Belmark of shelling the bridge")
    page.say("deny", "shelling any bridge", party="bel", by="Eva Holm")
    assert [c.kind for c in contradictions(view(page))] == ["claim_and_denial"]


def test_the_accused_denies_in_other_words() -> None:
    page = Page().say("accuse", "Belmark of shelling the bridge", targets=("bel",))
    page.say("deny", "that its guns ever moved", party="bel", by="Eva Holm")
    assert [c.kind for c in contradictions(view(page))] == ["claim_and_denial"]


def test_a_common_topic_is_no_answer() -> None:
    page = Page().say("assess", "that real progress was made in the second round in Oslo")
    page.say("deny", "that it was told of the progress in the Oslo talks", party="bel", by="Eva")
    assert contradictions(view(page)) == ()
