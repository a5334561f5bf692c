"""The closed classes of English that the reader leans on. Words only; no rules."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words(
    "he she they it we i you who this these"
    " those that one both all some many others everyone nobody"
)
PERSONAL = _words("he she they it we i you")
POSSESSIVES = _words("his her its their our my your whose")
DETERMINERS = _words(
    "the a an this that these those some any each every both all another no several many most few"
    " his her its their our my your two three four five six seven eight nine ten other various"
)
PREPOSITIONS = _words(
    "of in on at for to from by with about against among around between during before after since"
    " under over through into onto upon within without toward towards across behind beyond despite"
    " except following including near outside inside per regarding concerning throughout until till"
    " via amid amidst alongside ahead unlike like as than because up down off out"
)
OPENING_PREPOSITIONS = _words(
    "in on at during after before following since amid amidst upon despite with without under for"
    " from by through within throughout over until via per besides unlike according as to ahead"
)
SUBORDINATORS = _words(
    "that which who whom whose where when while whereas because although though unless until since"
    " after before if as whether once so whereby lest why how what"
)
CONJUNCTIONS = _words("and but or yet nor")
AUXILIARIES = _words(
    "is are was were be been being am has have had having do does did will would shall should may"
    " might can could must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't"
    " won't wouldn't can't couldn't shouldn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t"
    " doesn’t don’t didn’t won’t wouldn’t can’t couldn’t shouldn’t cannot"
)
BE = _words(
    "is are was were be been being am isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t"
)
HAVE = _words("has have had having hasn't haven't hadn't hasn’t haven’t hadn’t")
MODALS = _words(
    "will would shall should may might can"
    " could must won't wouldn't can't couldn't shouldn't cannot"
    " won’t wouldn’t can’t couldn’t shouldn’t"
)
NEGATIONS = _words(
    "not never no n't neither nor hardly without didn't didn’t hasn't hasn’t haven't haven’t hadn't"
    " hadn’t doesn't doesn’t don't don’t won't won’t wouldn't wouldn’t cannot can't can’t couldn't"
    " couldn’t wasn't wasn’t weren't weren’t isn't isn’t aren't aren’t"
)
ADVERBS = _words(
    "also later then again earlier further even still just once ever now soon here yesterday"
    " today tomorrow tonight too instead rather only meanwhile however therefore thus moreover"
    " furthermore nevertheless nonetheless afterwards afterward already always often twice first"
    " finally respectively both all himself herself themselves itself recently simply merely"
    " back out together jointly thereby hence previously subsequently"
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan jan.",
            "february feb feb.",
            "march mar mar.",
            "april apr apr.",
            "may",
            "june jun jun.",
            "july jul jul.",
            "august aug aug.",
            "september sep sep. sept sept.",
            "october oct oct.",
            "november nov nov.",
            "december dec dec.",
        ),
        start=1,
    )
    for name in names.split()
}
IRREGULAR_PASTS = _words(
    "sank sang drank rang swam woke froze stole swept stuck bent blew dug drove fed forgot hid"
    " laid lit rode slept slid spun stung wept wound shone shrank tore dared"
    " said told came went took made gave got knew"
    " thought saw left felt held kept began brought wrote"
    " stood lost paid met ran set sat spoke led"
    " read grew fell sent built understood drew broke spent"
    " cut rose drove bought wore chose won sought fought taught caught hit put shot struck withdrew"
    " became found showed heard let meant hung dealt fled rejected bid swore shook threw flew hid"
    " forbade forgave overcame undertook split shut spread quit bound cost hurt beat bore bet burst"
    " died lied"
)
PRESENT_VERBS = _words(
    "says tells comes goes takes makes gives gets knows thinks sees leaves feels holds keeps begins"
    " brings writes stands loses meets runs sits speaks leads grows falls sends seeks wants needs"
    " remains includes follows continues shows expects seems appears hopes plans works lives means"
    " allows requires becomes provides faces believes"
)
ADJECTIVES_IN_ED = _words(
    "united armed alleged proposed so-called limited unnamed elected appointed detailed advanced"
    " wounded occupied related combined increased retired infected affected displaced red need"
    " hundred sacred indeed speed feed seed deed breed freed continued renewed suspected convicted"
    " accused left planned disputed associated allied unmanned registered sustained"
)
NAME_PARTICLES = _words("de la dela le du del der den von van bin ibn al el da dos di abu ben y")
TITLES = _words(
    "mr mrs ms mr. mrs. ms. dr dr. prof prof. professor sir lord lady dame judge justice president"
    " premier chancellor king queen prince princess"
    " senator sen. sen representative rep. rep governor"
    " gov. gov general gen. gen colonel col. col"
    " lieutenant lt. lt captain sergeant sgt. major mayor"
    " minister secretary ambassador chairman chairwoman chairperson director commissioner speaker"
    " pope archbishop bishop cardinal rabbi imam sheikh ayatollah sheriff chief officer detective"
    " superintendent inspector congressman congresswoman councillor emperor sultan emir admiral"
    " spokesman spokeswoman spokesperson coach doctor"
)


def is_capital(word: str) -> bool:
    """Tell whether the word starts with a capital letter."""
    return word[:1].isupper()


def is_finite(low: str, before: str = "") -> bool:
    """Tell whether a lower-case word looks like a finite verb, given the word before it."""
    if low in AUXILIARIES or low in PRESENT_VERBS:
        return True
    if before in DETERMINERS or before in POSSESSIVES:
        return False
    if low in IRREGULAR_PASTS:
        return True
    return low.endswith("ed") and len(low) > 4 and low not in ADJECTIVES_IN_ED


def is_adverb(low: str) -> bool:
    """Tell whether a lower-case word looks like an adverb."""
    return low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _LY_NOUNS)


_LY_NOUNS = _words(
    "family assembly july italy ally rally reply supply monopoly daily weekly monthly elderly early"
)
