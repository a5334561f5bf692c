"""The command ``onetext``: every storey's work, put into a few words.

Results go to standard output; notes and progress to standard error, progress only on a terminal.
Exit: 0 done, 2 wrong use, 3 bad input (the rest is still done), 70 a fault of ours, 130 stopped.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import onetext
from onetext.cli import llm_options, on_cases, room
from onetext.cli.output import note, prepare, say, unwritten
from onetext.errors import OnetextError, WrongUse

_INTERRUPTED = 130
_OURS = 70

app = typer.Typer(
    name="onetext",
    help="Mediated talks between several parties: one record, a window for each side, one text.",
    epilog="Exit codes: 0 done; 1 a finding (it does not hold); 2 wrong use; 3 bad input, the rest"
    " is still done; 70 a fault of ours; 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Reports: text, HTML, RSS/Atom, JSONL, WARC(.gz), a folder of these, or - for"
        " standard input.",
        show_default=False,
    ),
]
Date = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="D",
        help="The day the reports were published, where they do not tell it (2025-12-15).",
    ),
]
Parties = Annotated[
    list[Path] | None,
    typer.Option(
        "--parties", metavar="FILE", help="Parties of your own, over ours (parties.yaml)."
    ),
]
Issues = Annotated[
    list[Path] | None,
    typer.Option("--issues", metavar="FILE", help="Issues of your own, over ours (issues.yaml)."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", min=1, max=64, help="Read with N processes (1 to 64).")
]


def _version(asked: bool) -> None:
    if asked:
        say(f"onetext {onetext.__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Mediated talks between several parties: one record, a window for each side, one text."""


@app.command(short_help="Read reports and show who stands where.")
def brief(
    paths: Paths,
    seat: Annotated[
        str | None, typer.Option("--seat", metavar="S", help="Through whose window to look.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="T", help="As of what was published, or entered in a record, by then."
        ),
    ] = None,
    html: on_cases.Html = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
    date: Date = None,
    parties: Parties = None,
    issues: Issues = None,
    jobs: Jobs = 1,
    reader: llm_options.ReaderName = "learned",
    llm_url: llm_options.Url = None,
    llm_model: llm_options.Model = None,
    llm_key_file: llm_options.KeyFile = None,
    llm_cache: llm_options.Cache = None,
    llm_timeout: llm_options.Seconds = None,
) -> None:
    """Read reports and show who stands where: rounds, positions, offers, what blocks."""
    from onetext.cli.briefing import show_brief

    show_brief(
        paths,
        seat=seat,
        at=at,
        html=html,
        json=json,
        date=date,
        parties=parties or [],
        issues=issues or [],
        jobs=jobs,
        reader=reader,
        llm=llm_options.LlmGiven(llm_url, llm_model, llm_key_file, llm_cache, llm_timeout),
    )


@app.command(short_help="Read reports into statements and events.")
def read(
    paths: Paths,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print one JSON object a line, one for each report.")
    ] = False,
    reader: llm_options.ReaderName = "learned",
    into: Annotated[
        str | None,
        typer.Option(
            "--into", metavar="RECORD", help="Put them on file in this record; begun if not there."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write them into this file, one JSON object a line. Broken off and run again, it"
            " goes on where it stood.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORM",
            help="With --out: jsonl, csv (a table of statements, one of events) or dna (a database"
            " of Discourse Network Analyzer).",
        ),
    ] = None,
    date: Date = None,
    parties: Parties = None,
    issues: Issues = None,
    jobs: Jobs = 1,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="NAME",
            help="What the N jobs run on: processes here, dask or ray (extras onetext[dask],"
            " onetext[ray]).",
        ),
    ] = "processes",
    llm_url: llm_options.Url = None,
    llm_model: llm_options.Model = None,
    llm_key_file: llm_options.KeyFile = None,
    llm_cache: llm_options.Cache = None,
    llm_timeout: llm_options.Seconds = None,
) -> None:
    """Read reports into statements and events, each with its place in the text."""
    if json and jsonl:
        raise WrongUse("--json and --jsonl exclude each other", instead="write one of them")
    if out is not None and (json or jsonl or into is not None):
        other = "--json" if json else "--jsonl" if jsonl else "--into"
        raise WrongUse(f"--out and {other} exclude each other", instead="write one of them")
    if to is not None and out is None:
        raise WrongUse("--to goes with --out", instead="name the file with --out")
    from onetext.cli.reading import show_reading

    show_reading(
        paths,
        form="json" if json else "jsonl" if jsonl else "lines",
        reader=reader,
        date=date,
        parties=parties or [],
        issues=issues or [],
        jobs=jobs,
        engine=engine,
        into=into,
        out=out,
        llm=llm_options.LlmGiven(llm_url, llm_model, llm_key_file, llm_cache, llm_timeout),
        to=to or "jsonl",
    )


@app.command(short_help="Draft a case from reports, to be edited.")
def draft(
    paths: Paths,
    out: Annotated[
        str,
        typer.Option(
            "-o",
            metavar="FILE",
            help="The case to write, such as case.yaml, or - for standard output.",
            show_default=False,
        ),
    ],
    force: Annotated[
        bool, typer.Option("--force", help="Replace FILE where it is there already.")
    ] = False,
    date: Date = None,
    parties: Parties = None,
    issues: Issues = None,
    jobs: Jobs = 1,
) -> None:
    """Draft a case from reports: each row with the words it rests on, for a person to edit."""
    from onetext.cli.drafting import show_draft

    show_draft(
        paths,
        out=out,
        force=force,
        date=date,
        parties=parties or [],
        issues=issues or [],
        jobs=jobs,
    )


@app.command(short_help="Check files: cases, tables, reports.")
def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="A case (case.yaml or a folder), a table of parties or issues, a report, a report"
            " in JSON, a bundle, the record of a room, or a folder of these.",
            show_default=False,
        ),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Tell everything that is wrong with a file, each with its place and what to write instead."""
    from onetext.cli.checking import show_check

    show_check(paths, json=json)


on_cases.add(app)
room.add(app)


@app.command(short_help="Does a bundle hold; do two tell one history.")
def verify(
    bundle: Annotated[
        str,
        typer.Argument(
            metavar="BUNDLE", help="A bundle, or the record of a whole room.", show_default=False
        ),
    ],
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="OTHER", help="Another one of the same room, to compare.", show_default=False
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Tell what was altered, dropped or forged, up to the last head; needs nothing but the files.

    Exit 1 if anything is wrong, if two bundles tell two histories, or if one ends before the other.
    """
    from onetext.cli.verifying import show_verify

    show_verify(bundle, other, json=json)


@app.command(short_help="Show the room as a seat saw it at an hour.")
def replay(
    bundle: Annotated[
        str,
        typer.Argument(
            metavar="BUNDLE",
            help="A bundle, the record of a whole room, or a store.",
            show_default=False,
        ),
    ],
    seat: Annotated[
        str | None,
        typer.Option("--seat", metavar="S", help="Through whose window to look; else the public."),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="T", help="As of this hour (2031-03-16T18:00Z).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Show what a seat had been shown by an hour, line by line; a bundle is of one seat."""
    from onetext.cli.replaying import show_replay

    show_replay(bundle, seat=seat, at=at, json=json)


@app.command(short_help="A seat's bundle from a record; a case for other tools.")
def export(
    record: Annotated[
        str,
        typer.Argument(
            metavar="RECORD",
            help="A store (file or URL), or the record of a whole room; with --to, a case or a"
            " scenario.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", metavar="FILE", help="Where to write it; with --to, a new folder."
        ),
    ],
    seat: Annotated[
        str | None, typer.Option("--seat", metavar="S", help="Whose bundle; else the public one.")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Everything in one file, for the host or a class.")
    ] = False,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORM", help="A case for another tool: genius, negmas, case."),
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", metavar="FORMAT", help="With --to: read it in this format."),
    ] = None,
    without_links: Annotated[
        bool,
        typer.Option("--without-links", help="With --to: leave out links that it cannot hold."),
    ] = False,
) -> None:
    """Write what a seat, or the public, was shown, with its proofs, into one file.

    With --to: write a case's issues and sheets for another tool; what it cannot hold is told.
    """
    if to is not None:
        if seat is not None or whole:
            raise WrongUse("--to is for cases, which have no windows", instead="leave out one")
        from onetext.cli.converting import show_converted

        show_converted(record, to=to, format=as_, links=not without_links, out=out)
        return
    if as_ is not None or without_links:
        raise WrongUse("--as and --without-links go with --to", instead="name the form, or neither")
    from onetext.cli.exporting import show_export

    show_export(record, seat=seat, whole=whole, out=out)


def run() -> None:
    """Run the command line; turn every error into one line and its exit code."""
    prepare()
    try:
        try:
            app()
        except OSError as fault:  # of standard output: what a command opens it answers for itself
            unwritten(fault)
    except OnetextError as fault:
        note(f"onetext: {fault}")
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        note("onetext: interrupted")
        sys.exit(_INTERRUPTED)
    except SystemExit as end:
        if end.code == _INTERRUPTED:  # typer turns an interrupt into this
            note("onetext: interrupted")
        raise
    except Exception as fault:
        if os.environ.get("ONETEXT_TRACEBACK"):
            raise
        named = " ".join(f"{type(fault).__name__}: {fault}".split())
        note(f"onetext: a fault of ours ({named}); ONETEXT_TRACEBACK=1 shows where, please tell us")
        sys.exit(_OURS)


if __name__ == "__main__":
    run()
