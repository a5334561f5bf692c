"""Which language a text is in; the reader reads English and lists the others by name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import Protocol

from onetext.errors import Unreadable
from onetext.press.intake.article import unread
from onetext.terms.said.source import Source, Unread

_SAMPLE = 2_000
_SURE = 0.9
_FEW_WORDS = 6
# Words that English has and its neighbours do not (Dutch has "is", "in", "of" and "was").
_FUNCTION_WORDS = (
    "the and that with from said were which would they have been his their but this are by not it "
    "its an be has had on for as he she to at who will after more than told says about"
)
_ENGLISH = frozenset(_FUNCTION_WORDS.split())
_NAMES = dict(
    pair.split("=", 1)
    for pair in """
ace=Acehnese|af=Afrikaans|am=Amharic|an=Aragonese|ar=Arabic|ary=Moroccan Arabic|arz=Egyptian Arabic|
as=Assamese|az=Azerbaijani|ba=Bashkir|bcl=Bikol|be=Belarusian|bg=Bulgarian|bn=Bengali|br=Breton|
bs=Bosnian|ca=Catalan|crh=Crimean Tatar|cs=Czech|cy=Welsh|da=Danish|de=German|dz=Dzongkha|el=Greek|
en=English|eo=Esperanto|es=Spanish|et=Estonian|eu=Basque|ext=Extremaduran|fa=Persian|fi=Finnish|
fo=Faroese|fr=French|fuv=Fula|fy=Frisian|ga=Irish|gcf=Guadeloupean Creole|gcr=Guianese Creole|
gd=Scottish Gaelic|gl=Galician|gom=Konkani|grc=Ancient Greek|gu=Gujarati|gug=Guarani|guw=Gun|
ha=Hausa|hbo=Biblical Hebrew|he=Hebrew|hi=Hindi|hr=Croatian|ht=Haitian Creole|hu=Hungarian|
hy=Armenian|id=Indonesian|ig=Igbo|is=Icelandic|it=Italian|ja=Japanese|jv=Javanese|ka=Georgian|
kab=Kabyle|kik=Kikuyu|kk=Kazakh|km=Khmer|kn=Kannada|ko=Korean|ku=Kurdish|ky=Kyrgyz|la=Latin|
lb=Luxembourgish|lg=Luganda|lij=Ligurian|ln=Lingala|lo=Lao|lt=Lithuanian|ltg=Latgalian|lv=Latvian|
mg=Malagasy|mk=Macedonian|ml=Malayalam|mn=Mongolian|mr=Marathi|ms=Malay|mt=Maltese|my=Burmese|
ne=Nepali|nl=Dutch|nn=Norwegian Nynorsk|no=Norwegian|nso=Northern Sotho|oc=Occitan|om=Oromo|or=Odia|
pa=Punjabi|pcm=Nigerian Pidgin|pl=Polish|ps=Pashto|pt=Portuguese|qu=Quechua|ro=Romanian|ru=Russian|
rw=Kinyarwanda|sa=Sanskrit|sdh=Southern Kurdish|se=Northern Sami|si=Sinhala|sk=Slovak|sl=Slovenian|
sn=Shona|so=Somali|sq=Albanian|sr=Serbian|st=Sesotho|sv=Swedish|sw=Swahili|ta=Tamil|te=Telugu|
tg=Tajik|th=Thai|ti=Tigrinya|tk=Turkmen|tl=Tagalog|tr=Turkish|tt=Tatar|ug=Uyghur|uk=Ukrainian|
ur=Urdu|uz=Uzbek|uzs=Southern Uzbek|vec=Venetian|vi=Vietnamese|vo=Volapük|wa=Walloon|wuu=Wu Chinese|
xh=Xhosa|yo=Yoruba|yue=Cantonese|zh=Chinese|zu=Zulu
""".replace("\n", "").split("|")
)


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str:
    """Return the ISO 639 code of the language of ``text``; ``en`` in doubt.

    Looks at 2,000 characters at most: half from the start, half from the middle, so that a foreign
    quotation or an English banner at the top does not decide. English function words settle most
    reports without a model; only other texts load py3langid (1 s once, then 1 ms a text). Fewer
    than six words in Latin letters count as English.

    Examples
    --------
    >>> language_of("The delegations met in Berlin and said that the talks would go on.")
    'en'
    >>> language_of("Les pourparlers se sont terminés lundi sans résultat, a déclaré le "
    ...             "porte-parole de la délégation.")
    'fr'
    """
    sample = _sample(text)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if not words:
        return "en"
    english = sum(1 for word in words if word in _ENGLISH)
    if english >= 0.15 * len(words):
        return "en"
    latin = sum(1 for mark in sample if mark.isalpha() and mark < "\u0250")
    letters = sum(map(len, words))
    if latin > 0.5 * letters and len(words) < _FEW_WORDS:
        return "en"
    code, probability = _identifier().classify(sample)
    foreign_letters = latin < 0.5 * letters
    sure = probability >= _SURE and english < 0.08 * len(words)
    return code if code in _NAMES and (sure or foreign_letters) else "en"


def language_name(code: str) -> str:
    """Return the English name of a language, or the code itself when it has none here.

    Examples
    --------
    >>> language_name("uk"), language_name("xx")
    ('Ukrainian', 'xx')
    """
    return _NAMES.get(code, code)


def unread_language(source: Source) -> Unread:
    """Return the entry that lists ``source`` as unread because of its language.

    Examples
    --------
    >>> unread_language(Source("umerov", "…", file="press/umerov.txt", language="uk")).why
    'written in Ukrainian, name an English version'
    """
    code = source.language or "en"
    tongue = language_name(code)
    fault = Unreadable(f"written in {tongue}", instead="name an English version")
    return unread(fault, place_of(source), language=code)


def place_of(source: Source) -> str:
    """Return the file of ``source``, with its own name where the file may hold several.

    Examples
    --------
    >>> place_of(Source("a", "…", file="press/a.txt")), place_of(Source("r7", "…", file="b.jsonl"))
    ('press/a.txt', 'b.jsonl: r7')
    """
    file = source.file or ""
    single = not file or PurePath(file).stem == source.id
    return (file or source.id) if single else f"{file}: {source.id}"


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    half = _SAMPLE // 2
    middle = len(text) // 2
    return text[:half] + " " + text[middle : middle + half]


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
