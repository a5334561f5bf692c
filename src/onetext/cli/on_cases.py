"""The commands that ask about a case: offers, what could be agreed, guarantees."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CaseFile = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A case: a file, or a folder with a case.yaml in it.",
        show_default=False,
    ),
]
Scenario = Annotated[
    str, typer.Argument(metavar="CASE", help="A case, or a scenario of another tool.")
]

Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write one HTML page as well.")
]
Desk = Annotated[
    str | None,
    typer.Option(
        "--desk", metavar="PARTY", help="At whose desk: its own sheet, its estimates of others."
    ),
]


def offers(
    case: CaseFile,
    package: Annotated[
        str | None,
        typer.Option(
            "--package", metavar="P", help="What is settled: 'truce=full,land=shared'; else open."
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="T", help="Which offers stand: at this hour.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Tell which offers a package honours, what the offers agree on, and what hangs together."""
    from onetext.cli.offering import show_offers

    show_offers(case, package=package, at=at, json=json)


def acceptability(
    case: Scenario,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="How many whole sheets to draw.")
    ] = 20_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", help="The same seed gives the same numbers.")
    ] = 0,
    desk: Desk = None,
    package: Annotated[
        str | None,
        typer.Option("--package", metavar="P", help="What is settled already: 'truce=full'."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", metavar="N", min=1, max=64, help="Draw with N processes.")
    ] = 1,
    html: Html = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Tell which packages are acceptable for sure, which may be, how often, and what to ask next.

    Exit 1 if no package can be acceptable to all.
    """
    from onetext.cli.accepting import show_acceptability

    show_acceptability(
        case, draws=draws, seed=seed, desk=desk, package=package, jobs=jobs, html=html, json=json
    )


def solve(
    case: Scenario,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="Read it in this format.")
    ] = None,
    profiles: Annotated[
        str | None,
        typer.Option("--profiles", metavar="FILES", help="Which parties, in which order: a,b."),
    ] = None,
    rule: Annotated[
        str,
        typer.Option(
            "--rule",
            metavar="R",
            help="When a package passes: case, unanimity, 'all but 1', 'veto A and 2 of the rest',"
            " 'majority 4 of A=3, B=2'.",
        ),
    ] = "case",
    honour: Annotated[
        list[str] | None,
        typer.Option(
            "--honour",
            metavar="IDS",
            help="Only packages that keep these standing offers, or in which these guarantees can"
            " be in force; or 'offers', 'guarantees' for all.",
        ),
    ] = None,
    package: Annotated[
        list[str] | None,
        typer.Option(
            "--package",
            metavar="P",
            help="Who objects to this package, and what would bring each in:"
            " 'truce=full,land=shared'; may be repeated.",
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="T", help="Which offers stand: at this hour.")
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option("--budget", metavar="S", min=0.0, help="Seconds for each figure."),
    ] = None,
    within: Annotated[
        float | None,
        typer.Option(
            "--within",
            metavar="PERCENT",
            min=0.0,
            max=100.0,
            help="Instead of all efficient packages, fewer that stand for every package within so"
            " much of each party's range.",
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights",
            metavar="W",
            help="For Nash and the utilitarian sum: 'egypt=2,israel=1'; who is left out has 1.",
        ),
    ] = None,
    disagreement: Annotated[
        str | None,
        typer.Option(
            "--disagreement",
            metavar="D",
            help="What no deal is worth to each, in place of the floors: 'egypt=300,israel=250'.",
        ),
    ] = None,
    desk: Desk = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say by which method, with its certificate.")
    ] = False,
    html: Html = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Find the packages that all could accept, the fairest of them, or whose floors clash.

    Exit 1 if no package is acceptable to all; on Ctrl-C what is proven so far, and exit 130.
    """
    from onetext.cli.solving import show_solved

    show_solved(
        case,
        format=as_,
        profiles=profiles,
        rule=rule,
        honour=honour or [],
        packages=package or [],
        at=at,
        budget=budget,
        within=within,
        weights=weights,
        disagreement=disagreement,
        desk=desk,
        explain=explain,
        html=html,
        json=json,
    )


def guarantees(
    case: CaseFile,
    trigger: Annotated[
        str, typer.Option("--trigger", metavar="T", help="What happened: armed-attack.")
    ],
    place: Annotated[
        str | None, typer.Option("--place", metavar="P", help="Where it happened.")
    ] = None,
    attacker: Annotated[
        str | None, typer.Option("--attacker", metavar="A", help="Who did it.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="D", help="When: with the consents of that hour.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="G", help="Show this guarantee alone; may be repeated."),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option("--like", metavar="G", help="Compare with this guarantee; else with nat."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Tell who must do what when something happens, who can stop it, and where nobody must."""
    from onetext.cli.guaranteeing import show_guarantees

    show_guarantees(
        case,
        trigger=trigger,
        place=place,
        attacker=attacker,
        at=at,
        like=like,
        only=only or [],
        json=json,
    )


def add(app: typer.Typer) -> None:
    """Add these commands to ``onetext``."""
    app.command(short_help="What becomes of each offer in a package.")(offers)
    app.command(short_help="What could be agreed, what is fairest, who stands in the way.")(solve)
    app.command(short_help="What is acceptable when preferences are known in part.")(acceptability)
    app.command(short_help="Who must do what when something happens, or why not.")(guarantees)
