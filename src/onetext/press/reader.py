"""The reader: a report's text into statements, events and narration, by rules and lexicons.

Finding spans, joining them over sentences, resolving speakers, dating, labelling and telling events
are separate steps. Each may be replaced and nothing else: a learned finder takes the place of
``RuleFinder`` behind ``SpanFinder``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from onetext.press.finding.attribution import Attribution, Findings, SpanFinder
from onetext.press.finding.finder import RuleFinder
from onetext.press.finding.joining import join
from onetext.press.labelling.certainty import certainty_of
from onetext.press.labelling.conditions import find_condition
from onetext.press.labelling.issues_of import issues_before, issues_of
from onetext.press.labelling.points import points_of
from onetext.press.labelling.stances import stance_of
from onetext.press.labelling.targets import targets_of
from onetext.press.labelling.verbatim import quote_type_of, verbatim_in
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyMention, PartyTable
from onetext.press.resolving.own_words import side_willing
from onetext.press.resolving.repeats import repeats
from onetext.press.resolving.saying import Saying, sayings
from onetext.press.resolving.speakers import SpeakerResolver
from onetext.press.resolving.weighing import weighed
from onetext.press.telling.events import find_events
from onetext.press.telling.narration import find_narration
from onetext.press.text.dates import find_dates
from onetext.press.text.sentences import Page, cut
from onetext.terms.party import Party
from onetext.terms.said.report import Report, parties_used
from onetext.terms.said.source import Source
from onetext.terms.said.span import Span
from onetext.terms.said.statement import Speaker, Statement


class Reader:
    """Read reports with one set of tables.

    Examples
    --------
    >>> report = Reader.load().read(Source("a", "“No deal,” Kremlin spokesman Ivo Renn said."))
    >>> s = report.statements[0]
    >>> s.speaker.name, s.speaker.party, s.words(report.source.text)
    ('Ivo Renn', 'russia', '“No deal,”')
    """

    def __init__(
        self, parties: PartyTable, issues: IssueLexicon, finder: SpanFinder | None = None
    ) -> None:
        self.parties = parties
        self.issues = issues
        self.finder: SpanFinder = finder or RuleFinder()

    @classmethod
    def load(
        cls,
        *,
        parties: Sequence[Path] = (),
        issues: Sequence[Path] = (),
        finder: SpanFinder | None = None,
    ) -> Reader:
        """Return a reader over our tables with the user's files laid over them.

        Raises
        ------
        BadInput
            With file, line and column, where a user's file cannot be taken.
        """
        return cls(PartyTable.load(*parties), IssueLexicon.load(*issues), finder)

    def read(self, source: Source) -> Report:
        """Return all that ``source`` tells.

        Every span is verbatim in the text. Cost: linear in the text (``bench/volume.py``).
        """
        text = source.text
        page = cut(text)
        dates = find_dates(text, source.published)
        mentions = self.parties.mentions(text)
        given = self.finder.find(page, dates)
        found = join(page, given)
        resolver = SpeakerResolver(page, self.parties, mentions, found)
        speakers = [resolver.resolve(a) for a in found]
        times = sayings(
            page, found, speakers, dates, outlet=source.outlet, published=source.published
        )
        times = weighed(page, found, dates, times)
        statements = self._statements(source, page, found, resolver, speakers, times, mentions)
        events = find_events(
            page,
            dates,
            mentions,
            found,
            self.issues,
            source=source.id,
            published=source.published,
            table=self.parties,
        )
        narration = find_narration(page, found, dates, self.issues, source=source.id)
        used = parties_used(statements, events)
        told = dict.fromkeys(
            [i for s in statements for i in s.issues]
            + [i for s in statements for p in s.points for i in p.issues]
            + [i for e in events for i in e.issues]
            + [i for n in narration for i in n.issues]
        )
        return Report(
            source=source,
            parties=tuple(self._party(id, resolver, mentions, text) for id in used),
            issues=tuple(self.issues.issue(id) for id in told),
            statements=tuple(statements),
            events=events,
            narration=narration,
            rejected=given.rejected if isinstance(given, Findings) else (),
        )

    def _statements(
        self,
        source: Source,
        page: Page,
        found: Sequence[Attribution],
        resolver: SpeakerResolver,
        speakers: Sequence[Speaker],
        times: Sequence[Saying],
        mentions: Sequence[PartyMention],
    ) -> list[Statement]:
        text = source.text
        rows: list[Statement] = []
        told: list[tuple[str, ...]] = []
        for number, (a, speaker, time) in enumerate(
            zip(found, speakers, times, strict=True), start=1
        ):
            sentence = page.sentences[a.sentence].span
            condition = find_condition(text, a.contents)
            verbatim = verbatim_in(text, a)
            before = issues_before(page, found, speakers, told, self.issues)
            issues = issues_of(
                text,
                a.contents,
                self.issues,
                sentence=sentence,
                others=_others(found, number - 1),
                before=before,
            )
            told.append(issues)
            side = self._side(resolver, speaker.party, text, a, mentions)
            rows.append(
                Statement(
                    id=f"s{number:02d}",
                    source=source.id,
                    speaker=speaker,
                    cue=a.cue,
                    contents=a.contents,
                    verbatim=verbatim,
                    quote_type=quote_type_of(text, a, verbatim),
                    stance=stance_of(text, a, condition, side=side),
                    said=time.said,
                    date_span=time.date_span,
                    channel=time.channel,
                    via=time.via,
                    issues=issues,
                    targets=targets_of(
                        a.contents, mentions, speaker.party, text=text, told=_told(a)
                    ),
                    condition=condition,
                    confidence=a.confidence,
                    certainty=certainty_of(
                        text,
                        a,
                        sentence,
                        name=speaker.name,
                        role=speaker.role,
                        party=speaker.party,
                    ),
                    points=points_of(
                        text,
                        a,
                        self.issues,
                        mentions,
                        party=speaker.party,
                        issues=issues,
                        told=_told(a),
                        side=side,
                    ),
                )
            )
        return _linked(text, rows)

    def _side(
        self,
        resolver: SpeakerResolver,
        id: str | None,
        text: str,
        a: Attribution,
        mentions: Sequence[PartyMention],
    ) -> tuple[str, ...]:
        """Return the words that name a speaker's side, for what he says of it.

        Where nothing else tells a side, it is the one whose will the words tell.
        """
        party = resolver.party_of(id) if id is not None else None
        if party is None or party.kind == "person":
            willing = side_willing(text, a.contents, mentions)
            party = resolver.party_of(willing) if willing is not None else None
        return (party.name, *party.aliases) if party is not None else ()

    def _party(
        self, id: str, resolver: SpeakerResolver, mentions: Sequence[PartyMention], text: str
    ) -> Party:
        """Return the party with the words that this report uses for it."""
        party = resolver.party_of(id)
        words = [m.span.of(text) for m in mentions if m.party == id]
        aliases = tuple(dict.fromkeys((*words, *party.aliases)))
        return Party(
            party.id,
            party.name,
            party.kind,
            tuple(w for w in aliases if w != party.name),
            party.role,
        )


def _others(found: Sequence[Attribution], number: int) -> list[Span]:
    """Return what the other attributions of the same sentence say."""
    here = found[number].sentence
    low, high = number, number + 1
    while low > 0 and found[low - 1].sentence == here:
        low -= 1
    while high < len(found) and found[high].sentence == here:
        high += 1
    return [span for i in range(low, high) if i != number for span in found[i].contents]


def _told(a: Attribution) -> Span | None:
    """Return what stands between cue and content: the hearer, for "told the minister that"."""
    if a.cue is None or a.lemma not in ("tell", "inform", "assure", "warn", "remind"):
        return None
    after = [c for c in a.contents if c.start >= a.cue.end]
    return Span(a.cue.end, after[0].start) if after and after[0].start > a.cue.end else None


def _linked(text: str, rows: list[Statement]) -> list[Statement]:
    """Mark repeats; one with no date of its own takes date and channel of what it repeats."""
    same = repeats(text, rows)
    by_id = {s.id: s for s in rows}
    out = []
    for s in rows:
        if s.id in same:
            full = by_id[same[s.id]]
            s = replace(
                s, same_as=full.id, said=s.said or full.said, channel=s.channel or full.channel
            )
        out.append(s)
    return out
