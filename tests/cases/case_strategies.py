"""Hypothesis strategies for whole cases: all that a case file can say, in any words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from onetext.cases.build.instruments import drafted
from onetext.terms.case import Case, Happening, Text, Treaty
from onetext.terms.consent import Consent
from onetext.terms.deadline import Deadline
from onetext.terms.grounds import Cited, Grounds, Reference
from onetext.terms.guarantees.guarantee import (
    Citation,
    Duty,
    Extent,
    Guarantee,
    Guarantor,
    Rule,
    Scope,
)
from onetext.terms.issue import Issue
from onetext.terms.offers.linkage import RedLine
from onetext.terms.offers.offer import Offer
from onetext.terms.order import Order
from onetext.terms.packages.condition import (
    Always,
    And,
    AtLeast,
    Compare,
    Condition,
    Not,
    OneOf,
    Open,
)
from onetext.terms.packages.package import Package
from onetext.terms.packages.space import Amount, Choice, Option, Space
from onetext.terms.party import Party
from onetext.terms.passing import Passing
from onetext.terms.role import Person, Role, Seat
from onetext.terms.sheet import (
    Interval,
    Linked,
    Preference,
    Ranking,
    Sheet,
    Stake,
    Worth,
)
from onetext.terms.text.instrument import ConsentRule, FullPowers, Instrument, Silence
from onetext.terms.text.passage import Alternative, Passage, Version
from onetext.terms.text.stand import Stand
from onetext.terms.when import When

_letters = st.characters(codec="utf-8")
words = st.text(_letters, min_size=1, max_size=12).filter(lambda t: bool(t.strip()))
maybe_words = st.just("") | words
hours = st.sampled_from(
    [When(iso) for iso in ("2031", "2031-03", "2031-03-02", "2031-03-02T18:00+01:00")]
)
maybe_hours = st.none() | hours
NO_OPTIONS = ("no", "yes", "5", "true", "null", "at sea", "- x", "a: b", "#", "'", "~", "08", "0x1")
PARTIES = ("arn", "bel", "no", "g.u-a")
ISSUES = Space(
    (
        Choice(Issue("a", "A"), tuple(Option(id) for id in NO_OPTIONS)),
        Choice(Issue("b", "no"), (Option("x", "an x"), Option("y"))),
        Amount(Issue("n", "N"), Decimal(0), Decimal(4), Decimal("0.5"), "km"),
    )
)
VALUES: dict[str, list[Any]] = {m.issue.id: list(m.values()) for m in ISSUES.matters}

atoms = st.sampled_from(sorted(VALUES)).flatmap(
    lambda issue: (
        st.builds(
            Compare, st.just(issue), st.sampled_from(["=", "!="]), st.sampled_from(VALUES[issue])
        )
        | st.lists(st.sampled_from(VALUES[issue]), min_size=1, max_size=3, unique=True).map(
            lambda values: OneOf(issue, tuple(values))
        )
    )
)
conditions: st.SearchStrategy[Condition] = st.one_of(
    atoms,
    atoms.map(Not),
    st.lists(atoms, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
    st.lists(atoms, min_size=2, max_size=3).map(lambda parts: AtLeast(1, tuple(parts))),
    st.just(Always()),
    st.just(Open()),
)
intervals = st.tuples(st.integers(-99, 99), st.integers(0, 99)).map(
    lambda pair: Interval(pair[0], pair[0] + pair[1])
) | st.integers(0, 9).map(lambda low: Interval(low, None))


def some(made: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return up to ``most`` of them."""
    return st.lists(made, max_size=most).map(tuple)


def in_turn(id: str, made: Any, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return values with ids of their own, from ``made(id)``."""
    return st.integers(0, most).flatmap(
        lambda many: st.tuples(*(made(f"{id}{n}") for n in range(many)))
    )


packages = st.fixed_dictionaries(
    {}, optional={i: st.sampled_from(v) for i, v in VALUES.items()}
).map(Package.of)
facts = st.sampled_from(
    [("arn/t0", "signed"), ("no/t0", "ratified"), ("referendum", "held"), ("g.u-a/appeal", "no")]
)
grown: st.SearchStrategy[Condition] = st.one_of(
    facts.map(lambda fact: Compare(fact[0], "=", fact[1])),
    st.lists(facts, min_size=2, max_size=3, unique=True).map(
        lambda found: And(tuple(Compare(what, "=", value) for what, value in found))
    ),
    st.just(Always()),
)


def offers(id: str) -> st.SearchStrategy[Offer]:
    return st.builds(
        lambda by, **more: Offer(
            id, by, tuple(p for p in PARTIES if p != by)[:2], **more, non_paper=by is None
        ),
        st.sampled_from([*PARTIES, None]),
        give=conditions,
        want=conditions,
        standing_from=maybe_hours,
        withdrawn_at=maybe_hours,
    )


def guarantees(id: str) -> st.SearchStrategy[Guarantee]:
    places = some(words, 2).map(lambda names: tuple(dict.fromkeys(names)))
    extents = st.one_of(
        st.builds(Extent, only=st.none(), but=places), st.builds(Extent, only=places)
    )
    duty = st.builds(
        lambda modality, deed, **more: Duty(
            "d",
            modality,
            "consult" if modality == "consult" else deed,
            **more,
        ),
        st.sampled_from(["consult", "may", "must-some", "must"]),
        st.sampled_from(["seek UN action", "force"]),
        what=words,
        rule=st.sampled_from([Rule(), Rule("joint"), Rule("unanimous"), Rule("k-of-n", 1)]),
        within=st.sampled_from(
            [None, *(timedelta(minutes=n) for n in (0, 1, 5, 60, 120, 1440, 4320))]
        ),
        triggers=st.sampled_from([(), ("attack",)]),
        article=maybe_words,
    )
    return st.builds(
        Guarantee,
        st.just(id),
        words,
        st.lists(st.builds(Guarantor, st.sampled_from(PARTIES), grown), min_size=1, max_size=3,
                 unique_by=lambda one: one.party).map(tuple),
        st.sampled_from(["arn", "any of them", ""]),
        st.sampled_from([("attack",), ("attack", "threat")]),
        duty.map(lambda one: (one,)) | st.just(()),
        st.builds(Scope, extents, extents, since=maybe_hours, article=maybe_words),
        grown,
        grown,
        st.builds(
            lambda title, articles, read, url: Citation(
                title, articles, articles[:1] if read else (), url
            ),
            words,
            some(words, 2).map(lambda names: tuple(dict.fromkeys(names))),
            st.booleans(),
            maybe_words,
        )
        | st.just(Citation("")),
    )  # fmt: skip


_versions = st.lists(
    st.builds(Version, st.sampled_from(["en", "fr", "uk-UA"]), words,
              st.sampled_from(["authentic", "translation"])),
    max_size=2, unique_by=lambda version: version.language,
).map(tuple)  # fmt: skip


def passages(id: str) -> st.SearchStrategy[Passage]:
    return st.lists(
        st.builds(
            Alternative,
            st.sampled_from(["a1", "no", "x"]),
            _versions,
            st.sampled_from([None, "arn"]),
        ),
        min_size=1,
        max_size=3,
        unique_by=(lambda one: one.id, lambda one: one.says),
    ).flatmap(lambda ways: st.builds(Passage, st.just(id), maybe_words, st.just(tuple(ways))))


def texts(id: str) -> st.SearchStrategy[Text]:
    instrument = st.builds(
        Instrument,
        st.just(id),
        words,
        words,
        st.sampled_from(["rolling", "one-text"]),
        binds=st.just(("arn", "bel")),
        drafter=st.just("no"),
        languages=st.sampled_from([("en",), ("fr", "en")]),
        may_bind=st.builds(FullPowers, st.just("s0"), st.just("arn"), maybe_hours).map(
            lambda one: (one,)
        ),
        consent=st.sampled_from([ConsentRule(), ConsentRule("ratify", ("arn",), 1)]),
        silence=st.none() | st.builds(Silence, hours),
    )

    def made(
        instrument: Instrument, drafts: list[Any], stand: tuple[str, When | None] | None
    ) -> Text:
        made = drafted(instrument, drafts)
        stands: tuple[Stand, ...] = ()
        if stand and made and made[-1].passages and made[-1].changed_by[0] == made[-1].entry:
            passage = made[-1].passages[0].id
            if instrument.may_bind_for("s0", "arn", stand[1]):
                stands = (Stand("s0", "arn", passage, made[-1].entry, stand[0], stand[1]),)  # type: ignore[arg-type]
        return Text(instrument, made, stands)

    return st.builds(
        made,
        instrument,
        st.lists(
            st.tuples(
                maybe_hours,
                st.sampled_from([None, "initialled", "signed"]),
                in_turn("p", passages, 2),
            ),
            max_size=2,
        ),
        st.none() | st.tuples(st.sampled_from(["accept", "reserve"]), maybe_hours),
    )


def sheets(id: str) -> st.SearchStrategy[Sheet]:
    def worths(issue: str) -> st.SearchStrategy[Worth]:
        return st.lists(
            st.tuples(st.sampled_from(VALUES[issue]), intervals),
            min_size=1,
            max_size=4,
            unique_by=lambda pair: pair[0],
        ).map(lambda points: Worth(issue, tuple(points)))

    def rankings(issue: str) -> st.SearchStrategy[Ranking]:
        def ranked(v: list[Any]) -> Ranking:
            return Ranking(issue, ((v[0],), tuple(v[1:3]), *((one,) for one in v[3:])))

        some_values = st.sampled_from(VALUES[issue])
        return st.lists(some_values, min_size=3, max_size=5, unique=True).map(ranked)

    line = Worth("n", ((Decimal(0), Interval.at(0)), (Decimal(4), Interval.at(30))), line=True)
    linked = st.builds(
        lambda one, other, points: Linked(And((one, other)), points),
        st.just(Compare("a", "=", "5")),
        st.just(Compare("n", ">=", Decimal("2.5"))),
        intervals,
    )
    better = Preference(Package.of({"a": "no", "n": 2}), Package.of({"a": "null", "n": 0}))
    return st.builds(
        lambda estimate, **more: Sheet(
            id, "arn", "bel" if estimate else "arn", "estimate" if estimate else "own",
            red_lines=(RedLine("r", "bel" if estimate else "arn", Compare("b", "!=", "y")),),
            **more,
        ),
        st.just(False),
        floor=st.none() | intervals,
        worths=st.tuples(worths("a")) | st.just((line,)) | st.just(()),
        linked=some(linked, 2),
        rankings=st.tuples(rankings("a"), rankings("n")) | st.just(()),
        stakes_ranking=st.sampled_from([(), (("a",), ("b", "n"))]),
        stakes=st.sampled_from([(), (Stake("b", Interval(0, 9)),)]),
        prefers=st.sampled_from([(), (better,), (Preference(better.better, better.worse, True),)]),
        unknown=st.just(()),
        per_unit=st.sampled_from([1, 1000]),
        exact_to=st.sampled_from([None, 12]),
        discount=st.sampled_from([None, Decimal("0.890596104")]),
    )  # fmt: skip


def _party(id: str, name: str, kind: str, aliases: tuple[str, ...], roles: list[Role]) -> Party:
    role = next((one.kind for one in roles if one.matter is None), None)
    return Party(id, name, kind, aliases, role)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case."""
    roles = {
        id: draw(
            st.lists(
                st.builds(
                    Role,
                    st.just(id),
                    st.sampled_from(["principal", "mediator", "guarantor"]),
                    st.sampled_from([None, "a", "b"]),
                    maybe_hours,
                ),
                max_size=2,
            )
        )
        for id in PARTIES
    }
    made_offers = draw(in_turn("o", offers))
    references = draw(
        in_turn("r", lambda id: st.builds(
            Reference, st.just(id), words, maybe_words, maybe_hours, maybe_words, maybe_words
        ), 2)
    )  # fmt: skip
    cited = st.builds(Cited, st.sampled_from([r.id for r in references]), maybe_words, maybe_words)
    known = st.sampled_from(["read", "reported", "recalled", "judged", "invented"])
    grounds = tuple(
        Grounds(f"offers/{offer.id}", draw(some(cited, 2)) if references else (), draw(known))
        for offer in made_offers
    )
    option_grounds = (
        (Grounds("issues/b/options/x", draw(some(cited, 2)), "reported"),)
        if references and draw(st.booleans())
        else ()
    )
    better, worse = draw(st.permutations(NO_OPTIONS))[:2]
    order = Order("p0", draw(st.sampled_from(PARTIES)), Package.of({"a": better, "n": 2}),
                  Package.of({"a": worse, "n": 0}))  # fmt: skip
    return Case(
        "case",
        draw(words),
        draw(maybe_words),
        draw(st.sampled_from([None, "exercise", "live"])),
        tuple(
            _party(id, draw(words), draw(words), draw(some(words, 2)), roles[id]) for id in PARTIES
        ),
        tuple(role for id in PARTIES for role in roles[id]),
        draw(
            in_turn("person", lambda id: st.builds(
                Person, st.just(id), words, maybe_words, st.sampled_from([None, "arn"]), maybe_hours
            ))
        ),
        (Seat("s0", "arn", "head", tuple()),),
        ISSUES,
        draw(st.sampled_from([(), ("b",)])),
        made_offers,
        draw(in_turn("l", lambda id: st.builds(RedLine, st.just(id), st.just("no"), conditions))),
        draw(in_turn("g", guarantees, 2)),
        (Treaty("t0", draw(words)),),
        draw(in_turn("i", texts, 2)),
        draw(
            st.lists(
                st.builds(Consent, st.sampled_from(PARTIES), st.just("t0"),
                          st.sampled_from(["sign", "ratify", "withdraw"]), maybe_hours),
                max_size=3,
            ).map(tuple)
        ),
        draw(some(st.builds(Happening, words.filter(lambda w: "/" not in w), words, maybe_hours))),
        draw(some(words, 2)),
        draw(in_turn("d", lambda id: st.builds(
            Deadline, st.just(id), words, hours, st.sampled_from([None, "bel"])))),
        draw(in_turn("h", sheets, 2)),
        references,
        (*option_grounds, *grounds),
        draw(st.sampled_from([(), (order,)])),
        draw(st.sampled_from([None, Passing(), Passing(("arn",), 1, (("bel", 2),), 3)])),
    )  # fmt: skip
