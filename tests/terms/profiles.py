"""Six guarantees from the public record, encoded in our own words with their article numbers.

Each ``source.checked`` says whether every article encoded was read in a copy of the text; where it
is False, ``source.read`` has those that were, and the rest is from general knowledge. Nothing here
says what anyone would in fact do.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from onetext.terms.consent import Consent
from onetext.terms.guarantees.guarantee import (
    Citation,
    Duty,
    Extent,
    Guarantee,
    Guarantor,
    Rule,
    Scope,
)
from onetext.terms.packages.condition_parser import parse
from onetext.terms.when import When

AT_ONCE = timedelta(0)


def _ratified(parties: str, instrument: str) -> str:
    return "; ".join(f"{party}/{instrument} = ratified" for party in parties.split())


def _all(parties: str, instrument: str, value: str) -> str:
    return " and ".join(f"{party}/{instrument} = {value}" for party in parties.split())


# --- North Atlantic Treaty, Washington, 4 April 1949 -------------------------------------------

SIGNATORIES = (
    "belgium canada denmark france iceland italy luxembourg netherlands norway portugal uk us"
)
JOINED = {
    "1949-08-24": SIGNATORIES,
    "1952-02-18": "greece turkey",
    "1955-05-06": "germany",
    "1982-05-30": "spain",
    "1999-03-12": "czechia hungary poland",
    "2004-03-29": "bulgaria estonia latvia lithuania romania slovakia slovenia",
    "2009-04-01": "albania croatia",
    "2017-06-05": "montenegro",
    "2020-03-27": "north-macedonia",
    "2023-04-04": "finland",
    "2024-03-07": "sweden",
}
MEMBERS = " ".join(JOINED.values())
NAT_CONSENTS = tuple(
    Consent(party, "nat", "ratify", When(day))
    for day, parties in JOINED.items()
    for party in parties.split()
)
NORTH_ATLANTIC = Guarantee(
    "nat",
    "North Atlantic Treaty",
    tuple(Guarantor(p, parse(f"{p}/nat = ratified")) for p in MEMBERS.split()),
    "any of the parties",
    ("armed-attack", "threat"),
    (
        Duty(
            "consult",
            "consult",
            "consult",
            "consult together when one of them thinks a party's security is threatened",
            article="4",
        ),
        Duty(
            "assist",
            "must-some",
            "assist",
            "assist the attacked, alone and in concert, by what it deems necessary, force included",
            within=AT_ONCE,
            triggers=("armed-attack",),
            article="5",
        ),
    ),
    Scope(
        places=Extent(
            only=(
                "europe",
                "north-america",
                "turkey",
                "north-atlantic-islands",
                "forces-in-the-area",
            )
        ),
        article="6",
    ),
    in_force_when=parse(
        _all("belgium canada france luxembourg netherlands uk us", "nat", "ratified")
        + f" and at least 7 of ({_ratified(SIGNATORIES, 'nat')})"
    ),
    source=Citation(
        "North Atlantic Treaty (1949), with the protocol on Greece and Turkey (1951)",
        articles=("4", "5", "6", "11"),
        read=("4", "5", "6"),
        url="https://www.nato.int/archives/1st5years/annexes/a.htm",
    ),
)

# --- Treaty of Guarantee, Nicosia, 16 August 1960 ----------------------------------------------

CYPRUS_CONSENTS = tuple(
    Consent(party, "guarantee-1960", "sign", When("1960-08-16"))
    for party in ("cyprus", "greece", "turkey", "uk")
)
CYPRUS = Guarantee(
    "cyprus-1960",
    "Treaty of Guarantee",
    tuple(map(Guarantor, ("greece", "turkey", "uk"))),
    "cyprus",
    ("breach",),
    (
        Duty(
            "consult",
            "consult",
            "consult",
            "consult together on representations or measures to have the treaty observed",
            article="IV(1)",
        ),
        Duty(
            "concert",
            "may",
            "assist",
            "act in common or in concert",
            Rule("joint"),
            after="consult",
            article="IV(2)",
        ),
        Duty(
            "alone",
            "may",
            "assist",
            "act alone, only to restore the state of affairs that the treaty made",
            failing="concert",
            article="IV(2)",
        ),
    ),
    in_force_when=parse(_all("cyprus greece turkey uk", "guarantee-1960", "signed")),
    source=Citation(
        "Treaty of Guarantee (1960)",
        articles=("IV(1)", "IV(2)", "V"),
        read=("IV(1)", "IV(2)"),
        url="https://en.wikipedia.org/wiki/Treaty_of_Guarantee_(1960)",
    ),
)

# --- Istanbul communiqué, end of March 2022, and the April draft's change ----------------------

ISTANBUL_GUARANTORS = "uk china russia us france turkey germany canada italy poland israel"
ISTANBUL = Guarantee(
    "istanbul-2022",
    "Main provisions of a treaty on Ukraine's security guarantees",
    tuple(Guarantor(p, parse(f"{p}/istanbul = ratified")) for p in ISTANBUL_GUARANTORS.split()),
    "ukraine",
    ("aggression", "armed-attack", "military-operation"),
    (
        Duty(
            "consult",
            "consult",
            "consult",
            "consult among the guarantors, urgently",
            within=timedelta(days=3),
            article="5",
        ),
        Duty(
            "assist",
            "must-some",
            "assist",
            "assist by the action needed: closing the sky, weapons, armed force",
            within=AT_ONCE,
            after="consult",
            article="5",
        ),
    ),
    Scope(
        places=Extent(but=("crimea", "sevastopol", "certain-areas-donetsk-luhansk")), article="3"
    ),
    in_force_when=parse("ukraine/istanbul = ratified and referendum-ukraine = held"),
    attested_when=parse("ukraine/appeal = made"),
    source=Citation(
        "Istanbul communiqué (2022), never signed as a treaty",
        articles=("2", "3", "5", "entry into force"),
        read=("2", "3"),
        url="https://www.glostat.com/documents-countries/"
        "main-provisions-of-treaty-on-ukraines-security-guarantees-istanbul-communiqu%C3%A9-2022/",
    ),
)
ISTANBUL_UNANIMOUS = replace(
    ISTANBUL,
    id="istanbul-2022-unanimous",
    title="The same, with a decision of all guarantors (draft of April 2022)",
    duties=(ISTANBUL.duties[0], replace(ISTANBUL.duties[1], rule=Rule("unanimous"))),
    source=Citation("Draft treaty of 15 April 2022, as reported", articles=("5",), read=(), url=""),
)

# --- Budapest memorandum, 5 December 1994 ------------------------------------------------------

BUDAPEST_CONSENTS = tuple(
    Consent(party, "budapest", "sign", When("1994-12-05"))
    for party in ("russia", "uk", "ukraine", "us")
)
BUDAPEST = Guarantee(
    "budapest-1994",
    "Memorandum on security assurances",
    tuple(map(Guarantor, ("russia", "uk", "us"))),
    "ukraine",
    ("nuclear-aggression", "nuclear-threat", "armed-attack", "economic-coercion"),
    (
        Duty(
            "security-council",
            "must",
            "seek UN action",
            "seek action by the Security Council at once, to help Ukraine",
            within=AT_ONCE,
            triggers=("nuclear-aggression", "nuclear-threat"),
            article="4",
        ),
        Duty(
            "consult",
            "consult",
            "consult",
            "consult when a question arises about the commitments",
            article="6",
        ),
    ),
    in_force_when=parse(_all("russia uk ukraine us", "budapest", "signed")),
    source=Citation(
        "Memorandum on Security Assurances, Budapest (1994), UN A/49/765, S/1994/1399",
        articles=("4", "6", "entry into force"),
        read=("4",),
        url="https://en.wikipedia.org/wiki/Budapest_Memorandum_on_Security_Assurances",
    ),
)

# --- Leaders' statement, Berlin, 15 December 2025 ----------------------------------------------

BERLIN_GUARANTORS = "germany denmark finland france italy netherlands norway poland sweden uk"
BERLIN = Guarantee(
    "berlin-2025",
    "Leaders' statement on peace for Ukraine: a commitment still to be made binding",
    tuple(
        Guarantor(p, parse(f"{p}/commitment = signed and {p}/national-procedure = completed"))
        for p in BERLIN_GUARANTORS.split()
    ),
    "ukraine",
    ("armed-attack",),
    (
        Duty(
            "restore-peace",
            "must-some",
            "assist",
            "take measures to restore peace and security: armed force, intelligence, logistics, "
            "economic and diplomatic action may be among them",
        ),
    ),
    in_force_when=parse("ukraine/peace-agreement = signed and russia/peace-agreement = signed"),
    source=Citation(
        "Joint statement on Ukraine, 15 December 2025",
        articles=("guarantee clause", "national procedures", "context of an agreement"),
        read=("guarantee clause", "context of an agreement"),
        url="https://www.gov.uk/government/news/joint-statement-on-ukraine-15-december-2025",
    ),
)

PROFILES = (NORTH_ATLANTIC, CYPRUS, ISTANBUL, ISTANBUL_UNANIMOUS, BUDAPEST, BERLIN)
CONSENTS = NAT_CONSENTS + CYPRUS_CONSENTS + BUDAPEST_CONSENTS
