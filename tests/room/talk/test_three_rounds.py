"""Seven seats, seven browsers, three rounds: from an empty table to a text that all agree to."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from persons import PASSWORD, Person
from typer.main import get_command
from ways import Way, opened

from onetext.cli.main import app

pytestmark = pytest.mark.browser

MEDIATOR = "halvia-mediator"
TARVENIA, BELMORA, SEDGELAND = HEADS = ("tarvenia-head", "belmora-head", "sedgeland-head")
AURELIA, LEAGUE, TSURAI = POWERS = ("aurelia-head", "league-head", "tsurai-head")
BOUND = (BELMORA, SEDGELAND, *POWERS)
SEATS = (MEDIATOR, *HEADS, *POWERS)
SECRET = "Nineteen years would do, if nobody hears it from us."
HINT = "One side could live with somewhat less than twenty."
OPENING = "We came to listen, and to be listened to."
DRAFTED = "Belmora keeps foreign forces out of Cape Senn for twenty years."
FOR_GOOD = "Belmora closes Cape Senn to foreign forces for good."
ASSISTS = "Each consults at once and assists as it thinks necessary."
MINUTED = "Both sides said that the observers go unarmed."
EXPECTED = ("422", "Cross-Origin-Opener-Policy header has been ignored")
"""Of the relay that is refused; of every page in the clear, where browsers know no isolation."""
SETTLED = "The parties have a text. Nothing is agreed until all of it is."
Delegations = Mapping[str, Person]


@pytest.mark.parametrize("way", ["loopback", "lan", "tls"])
def test_seven_seats_come_to_an_agreed_text(way: str, tmp_path: Path) -> None:
    with opened(way, tmp_path) as room:
        there = {seat: Person(room, seat) for seat in SEATS}
        for person in there.values():
            if (room.name, person.seat) == ("tls", SEDGELAND):
                comes_in_by_passkey(person)
            else:
                person.come_in()
        shows_how_it_is_reached(room, there[AURELIA])
        round_one(there)
        round_two(there)
        round_three(there)
        nobody_saw_what_was_not_theirs(there)
        bundles = [took_its_bundle(person, tmp_path) for person in there.values()]
        for person in there.values():
            told = [one for one in person.complaints if not any(word in one for word in EXPECTED)]
            assert told == [], person.seat
    for bundle in bundles:  # the host is gone
        assert onetext("verify", bundle) == 0
    assert onetext("verify", bundles[1], bundles[2]) == 0


def comes_in_by_passkey(person: Person) -> None:
    """Register a passkey of a device that Chromium plays, leave, and come back by it."""
    device = person.context.new_cdp_session(person.tab)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    person.tab.goto((person.way.links / f"{person.seat}.txt").read_text("utf-8").strip())
    person.tab.get_by_role("button", name="Take this seat and register a passkey next").click()
    person.tab.get_by_role("button", name="Register a passkey of this device").click()
    person.tab.get_by_role("button", name="Remove").wait_for()
    person.tab.get_by_role("button", name="Leave this seat").click()
    assert person.tab.goto(person.home + "board").url == person.way.origin + "/"
    person.tab.get_by_role("button", name="Come in with a passkey").click()
    person.tab.wait_for_url("**/board")


def shows_how_it_is_reached(room: Way, person: Person) -> None:
    banner = person.tab.locator(".overheard")
    assert banner.count() == (1 if room.name == "lan" else 0)
    if room.name == "lan":
        assert banner.is_visible()
        assert "runs without TLS" in banner.inner_text()
    cookies = {one["name"]: one["secure"] for one in person.context.cookies()}
    assert all(cookies.values()) is (room.name == "tls")
    assert room.origin.startswith("https://" if room.name == "tls" else "http://")


def round_one(there: Delegations) -> None:
    """Open the plenary, draft, put brackets."""
    mediator, tarvenia, belmora = there[MEDIATOR], there[TARVENIA], there[BELMORA]
    for person in there.values():
        person.look("sessions")
    begins(there, 1)
    present = [("present", seat) for seat in (MEDIATOR, *HEADS)]
    mediator.act("sessions", "Enter this session", tick=present, place="plenary")
    tarvenia.sees("under way")
    tarvenia.act("sessions/say", "Say it", write={"words": OPENING}, place="plenary")
    belmora.sees(OPENING)
    sedgeland = there[SEDGELAND]
    mediator.look("text", of="treaty")
    fire = {"heading": "The ceasefire", "words.en": "Fire has ceased along both rivers."}
    mediator.act("text/add", "Add a passage", write=fire | {"words.fr": "Le feu a cessé."})
    cape = {"heading": "Cape Senn", "words.en": DRAFTED, "words.fr": "Vingt ans."}
    mediator.act("text/add", "Add a passage", write=cape)
    sedgeland.look("text", of="treaty")
    sedgeland.act(
        "text/comment",
        "Comment",
        write={"words": "We hold the bridge already."},
        within="#p-art-1",
    )
    mediator.act("text/mode", "Change who drafts", tick=[("mode", "rolling")])
    tarvenia.look("text", of="treaty")
    belmora.look("text", of="treaty")
    other = {"words.en": FOR_GOOD, "words.fr": "Pour toujours."}
    tarvenia.act("text/alternative", "Put it in brackets", write=other, within="#p-art-2")
    belmora.sees(FOR_GOOD)
    own = {"words.en": "Cape Senn is Belmora's affair.", "words.fr": "Cap Senn."}
    belmora.act("text/alternative", "Put it in brackets", write=own, within="#p-art-2")
    sedgeland.sees("Cape Senn is Belmora's affair.")
    mediator.act("text/issue", "Issue a draft")
    assert brackets(mediator) == 1
    mediator.look("text", of="annex-guarantees")
    duty = {"heading": "What they do", "words.en": "They consult.", "words.fr": "Consultations."}
    mediator.act("text/add", "Add a passage", write=duty)
    aurelia = there[AURELIA]
    aurelia.look("text")
    more = {"words.en": ASSISTS, "words.fr": "Assistance."}
    aurelia.act("text/alternative", "Put it in brackets", write=more, within="#p-art-1")
    for seat in POWERS:
        all_of_it = there[seat].everything()
        assert DRAFTED not in all_of_it, seat
        assert OPENING not in all_of_it, seat
    assert ASSISTS not in tarvenia.everything("text?of=treaty")
    offers(there)


def offers(there: Delegations) -> None:
    """Make an offer in the plenary; it is answered by another that replaces it."""
    belmora, tarvenia, sedgeland = there[BELMORA], there[TARVENIA], there[SEDGELAND]
    belmora.look("offers")
    tarvenia.look("offers")
    sedgeland.look("offers")
    chosen = [("give.neutrality", "shelved"), ("want.ceasefire", "general"), ("to", "tarvenia")]
    belmora.act("offers/preview", "Read it as a sentence first", tick=chosen, place="plenary")
    belmora.act("offers/make", "Make this offer")
    tarvenia.sees("no foreign forces at Cape Senn for twenty years", where="article.offer")
    tarvenia.tab.get_by_role("link", name="Answer with a counter-offer").click()
    tarvenia.act(
        "offers/preview",
        "Read it as a sentence first",
        tick=[("want.neutrality", "closed")],
        place="plenary",
    )
    tarvenia.act("offers/make", "Make this offer")
    belmora.sees("closed for good", where="article.offer")
    sedgeland.sees("closed for good", where="article.offer")
    assert 'article class="card offer' not in there[LEAGUE].everything()


def round_two(there: Delegations) -> None:
    """Talk behind a door, be refused leave, be given it, pass it on; put what fails; minutes."""
    mediator, tarvenia, belmora = there[MEDIATOR], there[TARVENIA], there[BELMORA]
    sedgeland = there[SEDGELAND]
    begins(there, 2)
    tarvenia.look("caucus")
    tarvenia.tab.locator("nav.doors").get_by_role("link", name="caucus-tarvenia").click()
    door = tarvenia.tab.url
    tarvenia.act("caucus/say", "Say it", write={"words": SECRET}, tick=[("leave", "ask")])
    assert tarvenia.tab.url.startswith(door)
    mediator.look("caucus")
    mediator.tab.locator("nav.doors").get_by_role("link", name="caucus-tarvenia").click()
    mediator.sees(SECRET)
    relays(mediator, "Its owner has given no leave")
    assert mediator.tab.get_by_text(SECRET).count() == 0
    tarvenia.sees("refused", where=".kind-refusal")
    tarvenia.act("caucus/leave", "Give this leave", tick=[("form", "paraphrase")])
    belmora.look("caucus")
    belmora.tab.locator("nav.doors").get_by_role("link", name="caucus-belmora").click()
    mediator.tab.goto(door.replace(TARVENIA, MEDIATOR))
    relays(mediator, "its owner has given leave")
    belmora.sees(HINT)
    for seat in set(SEATS) - {MEDIATOR, TARVENIA}:
        all_of_it = there[seat].everything()
        assert SECRET not in all_of_it, seat
        assert (HINT in all_of_it) is (seat == BELMORA), seat
    puts(there, {BELMORA: "Yes", SEDGELAND: "Yes", TARVENIA: "No"}, package=True)
    sedgeland.look("sessions")
    tarvenia.look("sessions")
    both = [("between", SEDGELAND), ("between", TARVENIA)]
    sedgeland.act(
        "sessions/minutes",
        "Enter these minutes",
        write={"words": MINUTED},
        tick=both,
        place="plenary",
    )
    tarvenia.sees(MINUTED, where="#minutes ~ article, section[aria-labelledby=minutes]")
    tarvenia.act("sessions/sign", "Co-sign for tarvenia-head")
    sedgeland.act("sessions/sign", "Co-sign for sedgeland-head")
    assert sedgeland.tab.locator("section[aria-labelledby=minutes] .tag.good").count() == 2
    belmora.sees("not accepted", where=".proposal")
    for seat in (MEDIATOR, BELMORA, SEDGELAND):
        assert "accepted by all" not in there[seat].everything()


def round_three(there: Delegations) -> None:
    """Lift the brackets, put the draft, accept it, stand on every passage, tell the world."""
    mediator, tarvenia = there[MEDIATOR], there[TARVENIA]
    begins(there, 3)
    mediator.look("text", of="annex-guarantees")
    mediator.act("text/choose", "Keep a2 and lift the brackets")
    mediator.act("text/issue", "Issue a draft")
    assert brackets(mediator) == 0
    mediator.look("text", of="treaty")
    mediator.act("text/choose", "Keep a1 and lift the brackets")
    mediator.act("text/issue", "Issue a draft")
    assert brackets(mediator) == 0
    puts(there, dict.fromkeys(HEADS, "Yes"), package=False)
    mediator.look("text", of="treaty")
    for seat in HEADS:
        stands(there[seat], "treaty", ("art-1", "art-2"))
    for seat in BOUND:
        stands(there[seat], "annex-guarantees", ("art-1",))
    for seat in HEADS:
        there[seat].look("text", of="treaty")
        there[seat].act("text/initial", "Initial draft 2")
    mediator.sees("initialled", where=".standing")
    mediator.sees("agreed", where=".standing .good")
    assert mediator.tab.locator(".standing .bad, .standing .unknown").count() == 0
    assert "By itself: agreed." in tarvenia.tab.locator("main").inner_text()
    assert "unknown to this seat" in tarvenia.tab.locator(".standing").inner_text()
    there[BELMORA].look("proposal")
    there[BELMORA].sees("accepted by all", where=".proposal")
    mediator.look("sessions")
    mediator.act("sessions/say", "Say it", write={"words": SETTLED}, place="public")
    there[LEAGUE].look("communique")
    mediator.look("communique")
    line = mediator.tab.locator("fieldset.pick").filter(has_text=SETTLED).locator("[type=checkbox]")
    chosen = line.get_attribute("name")
    mediator.act("communique/before", "Look at it first", tick=[(chosen, "yes")])
    mediator.act("communique", "Issue it")
    there[LEAGUE].sees(SETTLED, where="article.communique")


def begins(there: Delegations, number: int) -> None:
    """Begin a round; it comes to all others by itself."""
    for person in there.values():
        person.look("sessions")
    there[MEDIATOR].act(
        "sessions/round",
        "Begin this round",
        write={"where": "Lake Tolm"},
        place="public",
    )
    for person in there.values():
        person.sees(f"Round {number}", where="section.round")


def relays(mediator: Person, leave: str) -> None:
    """Pass the last line of the caucus on, as a hint in the mediator's own words."""
    said = mediator.tab.locator("article.entry").filter(has_text=SECRET)
    said.get_by_role("link", name="Pass it on").click()
    mediator.act(
        "caucus/relay/before",
        "Go on",
        write={"words": HINT},
        tick=[("form", "paraphrase")],
        place="caucus-belmora",
    )
    assert leave in mediator.tab.locator("main").inner_text()
    assert "This cannot be undone." in mediator.tab.locator("main").inner_text()
    with mediator.tab.expect_navigation():
        mediator.tab.get_by_role("button", name="Pass it on").click()


def puts(there: Delegations, answers: Mapping[str, str], *, package: bool) -> None:
    """Put a proposal to the three; each answers in private, and goes on."""
    mediator, begun = there[MEDIATOR], time.monotonic()
    for seat in (*answers, MEDIATOR):
        there[seat].look("proposal")
    takes = time.monotonic() - begun
    what = mediator.tab.locator("form.put [name=what]").nth(0 if package else 1)
    if package:
        mediator.tab.get_by_label("neutrality and foreign forces").select_option("shelved")
        mediator.tab.get_by_label("ceasefire and truce").select_option("general")
    mediator.act(
        "proposal",
        "Put it",
        write={"hour": mediator.in_seconds(math.ceil(5 + 6 * takes))},
        tick=[("what", what.get_attribute("value")), *(("to", seat) for seat in HEADS)],
        place="plenary",
    )
    for seat, answer in answers.items():
        person = there[seat]
        person.sees("waits for its hour", where=".proposal")
        person.tab.get_by_role("radio", name=answer).check()
        person.act("proposal/answer", "Let the host hold this answer")
        assert person.tab.get_by_role("radio", name=answer).is_checked()


def stands(person: Person, text: str, passages: tuple[str, ...]) -> None:
    person.look("text", of=text)
    ticks = [*(("passages", one) for one in passages), ("says", "accept")]
    person.act("text/stand", "Enter the stand", tick=ticks)


def brackets(person: Person) -> int:
    """Return how many passages stand in brackets."""
    return int(person.tab.locator(".passage.bracketed").count())


def nobody_saw_what_was_not_theirs(there: Delegations) -> None:
    """Look once more through everything that each seat's browser is given."""
    hidden: dict[str, Callable[[str], bool]] = {
        SECRET: lambda seat: seat in (MEDIATOR, TARVENIA),
        HINT: lambda seat: seat in (MEDIATOR, TARVENIA, BELMORA),
        OPENING: lambda seat: seat in (MEDIATOR, *HEADS),
        MINUTED: lambda seat: seat in (MEDIATOR, *HEADS),
        ASSISTS: lambda seat: seat != TARVENIA,
        SETTLED: lambda seat: True,
        PASSWORD: lambda seat: False,
    }
    for seat, person in there.items():
        all_of_it = (
            person.everything("text?of=annex-guarantees")
            if seat != TARVENIA
            else (person.everything())
        )
        for words, may in hidden.items():
            assert (words in all_of_it) is may(seat), (seat, words)


def took_its_bundle(person: Person, folder: Path) -> Path:
    with person.tab.expect_download() as taken:
        person.tab.get_by_role("link", name="Download this seat's bundle").click()
    file = folder / f"{person.seat}.bundle"
    taken.value.save_as(file)
    return file


def onetext(*words: object) -> int:
    """Run the command."""
    return CliRunner().invoke(get_command(app), [str(one) for one in words]).exit_code
