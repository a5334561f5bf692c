"""``onetext read``: reports into statements and events."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from onetext.brief.exchange.shared import same_to_json
from onetext.brief.safe_text import visible
from onetext.brief.words import UNSURE
from onetext.cli.llm_options import LlmGiven
from onetext.cli.output import in_json, note, say
from onetext.cli.progress import counted
from onetext.cli.rejections import Rejections
from onetext.cli.report_file import ReportFile, made_by
from onetext.cli.reports import Failures, day_given, load_reader, read_reports, tables_used
from onetext.cli.writing_reports import check_form, going_on, write_whole
from onetext.errors import WrongUse
from onetext.press.gathering.gathering import Gathering
from onetext.press.lexicon.plover import plover_of, plover_of_event
from onetext.terms.said.form import gist, to_form
from onetext.terms.said.report import Report
from onetext.terms.said.source import Unread


def show_reading(
    paths: Sequence[str],
    *,
    form: Literal["json", "jsonl", "lines"],
    reader: str,
    date: str | None,
    parties: Sequence[Path],
    issues: Sequence[Path],
    jobs: int,
    engine: str = "processes",
    into: str | None = None,
    out: Path | None = None,
    llm: LlmGiven | None = None,
    to: str = "jsonl",
) -> None:
    """Read ``paths`` and print what they say; list what was not read; exit 3 if a file failed.

    Documents are printed as they are read, so that memory stays flat over any number of them; with
    ``into`` each is on file in that record before it is printed. With ``out`` they go into that
    file in the form ``to``; reports that a file of JSON lines has already are not read again.

    Raises
    ------
    WrongUse
        If the reader is not known, or does not go with the engine, or the date is none.
    """
    if reader == "llm" and engine != "processes":  # the key would travel to other machines
        raise WrongUse("--reader llm asks from this machine alone", instead="leave out --engine")
    given = day_given(date, "--date")
    reading = load_reader(paths, parties, issues, name=reader, llm=llm)
    failures, rejections = Failures(), Rejections()

    def read(file: ReportFile | None = None) -> Generator[Report | Unread, None, None]:
        return read_reports(paths, reading, given=given, jobs=jobs, engine=engine, file=file)

    if out is None:
        asked = reader == "llm"
        _print(read(), failures, rejections, form=form, into=into, asked=asked)
    elif to != "jsonl":
        check_form(to, out)
        with closing(read()) as found:
            whole = _noted(_kept(counted(found, "reports"), failures), rejections)
            write_whole(whole, to=to, out=out)
    else:
        name = f"{reader} {llm.model}" if llm and llm.model else reader
        sides, matters = tables_used(paths, parties, issues)
        made = made_by(reader=name, date=str(given or "") or None, parties=sides, issues=matters)
        with going_on(out, made) as file, closing(read(file)) as found:
            for report in _noted(_kept(counted(found, "reports"), failures), rejections):
                file.add(_coded(report))
    rejections.tell()
    failures.tell()
    sys.exit(failures.exit_code)


def _print(
    found: Generator[Report | Unread, None, None],
    failures: Failures,
    rejections: Rejections,
    *,
    form: Literal["json", "jsonl", "lines"],
    into: str | None,
    asked: bool,
) -> None:
    """Print each report as it is read, and with JSON what was not read and what is the same."""
    written = 0
    if form == "json":
        say('{"format": 1, "documents": [\n')
    with closing(found), Gathering() as gathering:
        read = _on_file(counted(found, "reports", printing=True), failures, into)
        for report in _noted(read, rejections):
            if form == "lines":
                say(("\n" if written else "") + _told(report))
            else:
                say(("," if written and form == "json" else "") + in_json(_coded(report)) + "\n")
            written += 1
            if form == "json":
                gathering.add(report.source, report.statements)
        same = in_json(same_to_json(gathering)) if form == "json" else ""
    if form == "json":
        unread = [{"where": u.where, "why": u.why, "language": u.language} for u in failures.items]
        rejected = ', "rejected": ' + in_json(rejections.rows()) if asked else ""
        say('], "unread": ' + in_json(unread) + rejected + ', "same": ' + same + "}\n")


def _on_file(
    found: Iterable[Report | Unread], failures: Failures, into: str | None
) -> Iterator[Report]:
    """Yield the reports among what was read, each on file first if it is to be."""
    read = _kept(found, failures)
    if into is None:
        yield from read
        return
    from onetext.cli.filing import filing

    with filing(into) as record:
        yield from record.file_all(read)
        there = f"; {record.there} were there" if record.there else ""
        note(f"On file in {into}: {record.filed} new{there}")


def _noted(reports: Iterable[Report], rejections: Rejections) -> Iterator[Report]:
    for report in reports:
        rejections.add(report)
        yield report


def _kept(found: Iterable[Report | Unread], failures: Failures) -> Iterator[Report]:
    for item in found:
        if isinstance(item, Unread):
            failures.add(item)
        else:
            yield item


def _coded(report: Report) -> dict[str, Any]:
    """Return the report's form, each statement and event with its PLOVER code where it has one."""
    form = to_form(report)
    for row, statement in zip(form["statements"], report.statements, strict=True):
        row["plover"] = plover_of(statement.stance)
    for row, event in zip(form["events"], report.events, strict=True):
        row["plover"] = plover_of_event(event.type)
    return form


def _told(report: Report) -> str:
    source = report.source
    lines = [
        f"{source.id}: {source.title or source.file or ''}".rstrip(": "),
        f"  {source.outlet or 'outlet unknown'}, published {source.published or 'unknown'};"
        f" {len(report.statements)} statements, {len(report.events)} events",
    ]
    for s in report.statements:
        who = s.speaker.name or "unknown"
        side = f" ({s.speaker.party})" if s.speaker.party else ""
        how = f", {s.channel.type}" if s.channel else ""
        mark = "" if s.certainty == "attributed" else f", {s.certainty}"
        mark += f", {UNSURE}" if s.is_unsure else ""
        lines.append(f"  {s.said or 'date unknown'}  {who}{side}{how}{mark}: {s.stance}")
        lines.append(f"      {gist(s.words(source.text), most=200)}")
    for e in report.events:
        told = [e.type.replace("_", " "), e.status]
        told += [str(e.start)] if e.start else []
        told += [e.venue] if e.venue else []
        told += [f"{e.duration_min} min"] if e.duration_min else []
        who = ", ".join(e.participants) or "participants unknown"
        lines.append(f"  event: {', '.join(told)}; {who}")
    # Each on its own line: words of a report may hold ends of line, and codes that rule a terminal.
    return "".join(" ".join(visible(line).splitlines()) + "\n" for line in lines)
