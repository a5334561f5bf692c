"""Houses, groups and documents that speak: their names as a report uses them."""

from __future__ import annotations

import re

from onetext.press.resolving.rolewords import role_in
from onetext.terms.said.span import Span

ACRONYM = re.compile(r"\s{0,3}\(([A-Z][\w&.-]{1,11})\)")
WEAK = re.compile(
    r"^(?:the|a|an|its|his|her|their|this|that|one|another|other|some|several|two|three|four|many"
    r"|most"
    r"|current|official|new|ruling|governing|late)\s+",
    re.I,
)
DOCUMENT = re.compile(
    r"\b(?:report|statement|study|complaint|letter|release|document|communiqu[eé]|ruling|memo"
    r"|memorandum|paper|survey"
    r"|announcement|article|post|tweet|data|figures|statistics|records|poll|analysis|investigation"
    r"|projections?|filing"
    r"|advisory|bulletin|update|judge?ment|website|site|blog|map|database|research|review|note"
    r"|e-?mail|video|message"
    r"|indictment|lawsuit|affidavit|testimony|petition|declaration|press service|account"
    r"|newsletter|book|memoirs?"
    r"|autobiography|findings|results|budget|summary|warning|alert|notice|proclamation|guidelines"
    r"|transcript|press office|page)s?\b",
    re.I,
)
ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|diplomats?|insiders?|critics|experts|analysts|observers|witnesses"
    r"|people|persons?|reports?"
    r"|rumou?rs?|delegates?|drafters?|negotiators|aides?|residents?|locals|traders|them)\b",
    re.I,
)
_CLEAN = re.compile(
    r"^(?:(?:of|from|by)\s+|(?:one|some|many|most|several|all|both|each|two|three"
    r"|another)\s+of\s+(?=the\b|its\b|his\b|her\b|their\b|them\b))+",
    re.I,
)
_TRAIL = re.compile(
    r"\s{1,3}(?:(?:on|in|at|near|outside|inside)\s{1,3}(?:the\s{1,3})?[A-ZÀ-Þ]|there\b|here\b"
    r"|who\b|which\b|that\b|whose\b)"
)
_PLAIN_TRAIL = re.compile(
    r"\s{1,3}(?:(?:on|in|at|near|outside|inside)\b"
    r"(?!\s{1,3}(?:court|parliament|social media|television|radio)\b)"
    r"|(?:there|here|who|which|that|whose|studying|working|living|representing|attending|taking"
    r"|gathered|from)\b)"
)
_AGED = re.compile(r"^(?:[\w-]{1,20}-)?years?-old\s+(?=\S)", re.IGNORECASE)
#: "Committee on Fisheries": what the house is about is in its name, where it meets is not.
_ABOUT = re.compile(
    r"\b(?:Committee|Commission|Council|Conference|Convention|Panel|Office|Institute|Coalition"
    r"|Cent(?:er|re)|Group|Forum|Force|Bureau|Academy)$"
)
_CAMPUS = re.compile(
    r"(?:University of (?:California|Texas|Wisconsin|Illinois|Massachusetts|Maryland|Michigan"
    r"|Minnesota|Tennessee|Nebraska|Colorado|Missouri|Hawaii)|State University of New York)"
    r", [A-Z]\w+(?: [A-Z]\w+)*"
)
_ADVERBS = re.compile(
    r"(?:\s{1,3}(?:late|early|also|then|later|yesterday|today|[a-z]{2,20}ly)){1,4}$"
)
_RUN = re.compile(
    r"((?:[A-ZÀ-Þ][\w’'&-]*)(?:[ ](?:(?:of|for|and|the|on|in|de"
    r"|to)[ ]){0,2}[A-ZÀ-Þ][\w’'&-]*){0,9})\s*$"
)
_RUNS = re.compile(
    r"(?<![\w’'&-])[A-ZÀ-Þ][\w’'&-]{0,40}(?:[ ](?:(?:of|for|and|the|on|in|de"
    r"|to)[ ]){0,2}[A-ZÀ-Þ][\w’'&-]{0,40}){1,9}"
)
_SMALL = frozenset("of for and the on in de to".split())


def name_of(words: str) -> str:
    """Return the name in a source phrase: without article, acronym, apposition and place.

    Examples
    --------
    >>> name_of("the Ministry of Health (MoH), based in Lisk,")
    'Ministry of Health'
    >>> name_of("customs officers there")
    'customs officers'
    >>> name_of("The Committee on Tolls in Orlun"), name_of("a 40-year-old baker")
    ('Committee on Tolls', 'baker')
    """
    bare = _AGED.sub("", WEAK.sub("", _CLEAN.sub("", words.strip(" ,"))))
    bare = ACRONYM.sub("", bare)
    campus = _CAMPUS.match(bare)
    bare = campus[0] if campus else bare.partition(",")[0].strip()
    trail = _TRAIL if re.match(r"[A-ZÀ-Þ]", bare) else _PLAIN_TRAIL
    cut = trail.search(bare)
    if cut and cut[0].split()[0] == "on" and _ABOUT.search(bare[: cut.start()]):
        cut = trail.search(bare, cut.end())
    if cut and cut.start() > 3:
        bare = bare[: cut.start()]
    if bare[:1].isupper():
        bare = _ADVERBS.sub("", bare)
    return bare.strip(" ,")


def acronyms_of(text: str) -> dict[str, str | None]:
    """Return the names that acronyms stand for: "(TfL)" behind one, or initials that agree.

    Cost: linear in the text.

    Examples
    --------
    >>> acronyms_of("The National Coal Board met. The NCB agreed. Trains for Lisk (TfL) ran.")
    {'TfL': 'Trains for Lisk', 'NCB': 'National Coal Board'}
    """
    found: dict[str, str | None] = {}
    for match in ACRONYM.finditer(text):
        before = _RUN.search(text[max(0, match.start() - 110) : match.start()])
        found[match[1]] = _agreeing(before[1], match[1]) if before else None
    wanted = set(re.findall(r"(?<![\w.])[A-Z]{3,6}(?![\w.])", text)) - set(found)
    if wanted:
        for match in _RUNS.finditer(text):
            words = match[0].split()
            for skip in (0, 1):
                rest = words[skip:]
                initials = "".join(w[0] for w in rest if w.lower() not in _SMALL)
                if initials in wanted and len(rest) > 2:
                    full = re.sub(r"^(?:The|An?)\s", "", " ".join(rest))
                    found.setdefault(initials, re.sub(r"[’']s?$", "", full))
    return found


def _agreeing(name: str, acronym: str) -> str:
    """Return the end of ``name`` whose initials are the acronym's, else all of it."""
    words = name.split()
    letters = re.sub(r"[^A-Z]", "", acronym)
    for i in range(len(words)):
        initials = "".join(w[0] for w in words[i:] if w[0].isupper())
        if initials == letters and words[i][0].isupper():
            return " ".join(words[i:])
    return re.sub(r"^(?:The|A|An)\s+", "", name)


_BY = re.compile(
    r"\s{0,3}(?:\([^)]{1,30}\)\s{0,3})?(?:(?:released|published|issued|put out|conducted|collected"
    r"|carried out|made|written|compiled"
    r"|commissioned|posted|signed|provided|sent)\s{1,3})?(?:(?:on|in|last|this)\s{1,3}\w{1,20}\s{1,3}"
    r"|yesterday\s{1,3}|today\s{1,3})?"
    r"(?:by|from)\s{1,3}(?:one of\s{1,3})?(?P<who>(?:the\s{1,3}"
    r"|an?\s{1,3})?[A-ZÀ-Þ][^,;:.“”\"\n]{1,80})"
)
_OF = re.compile(r"\b(?:by|from|of)\s+(?:one of\s+)?(?P<who>.+)$")
_WHOSE = re.compile(r"^(?P<who>.+?)[’'](?:s\b|(?=\s))\s*")


def document_in(words: str) -> re.Match[str] | None:
    """Return the plain word for a document in a source phrase, not one in a name."""
    for found in DOCUMENT.finditer(words):
        if found[0][0].islower() or found.start() == 0:
            return found
    return None


def author_span(text: str, source: Span) -> Span | None:
    """Return whom the words name as the author of a document that speaks, None where nobody is.

    Examples
    --------
    >>> t = "a report on Wednesday by UpHold, a firm, said"
    >>> author_span(t, Span(0, 8)).of(t)
    'UpHold'
    """
    words = source.of(text)
    found = document_in(words)
    if found is None:
        return None
    owner = _WHOSE.match(words)
    named = owner and (re.search(r"[A-ZÀ-Þ]", owner["who"]) or role_in(owner["who"]))
    if owner and named and owner.end() <= found.start() + 40:
        return Span(source.start, source.start + owner.end("who"))
    by = _OF.search(words, found.end())
    if by and re.search(r"[A-ZÀ-Þ]", by["who"]):
        return Span(source.start + by.start("who"), source.start + len(words.rstrip(" ,")))
    after = _BY.match(text, source.end, source.end + 130)
    if after:
        name = re.split(
            r"\s(?:said|says|shows?|showed|found|that|which|who|on|last|in)\b", after["who"]
        )[0]
        return Span(after.start("who"), after.start("who") + len(name.rstrip()))
    lead = words[: found.start()]
    run = re.search(r"((?:[A-ZÀ-Þ][\w’'&.-]*\s+)+)(?:\([A-Z]\w{1,10}\)\s+)?$", lead)
    if run and (run.start() or len(run[1].split()) > 1 or run[1].strip().isupper()):
        start = source.start + run.start(1)
        article = re.match(r"(?:The|A|An|Its|His|Her|Their)\s+", run[1])
        return Span(start + (article.end() if article else 0), start + len(run[1].rstrip()))
    return None
