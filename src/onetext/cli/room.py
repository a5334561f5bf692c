"""``onetext room``: open the room of a case, write a link for each seat, and serve it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None,
    typer.Option("--folder", metavar="F", help="Where the room is kept (CASE-room beside you)."),
]


def room(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A case: a file or its folder.")],
    host: Annotated[
        str, typer.Option("--host", metavar="H", help="The address to listen at.")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option("--port", metavar="P", min=0, max=65535, help="0 takes any that is free."),
    ] = 8000,
    store: Annotated[
        str | None,
        typer.Option("--store", metavar="URL", help="postgresql://… keeps the record there."),
    ] = None,
    folder: Folder = None,
    groups: Annotated[
        int,
        typer.Option("--groups", metavar="N", min=1, max=200, help="As many rooms of one case."),
    ] = 1,
    live: Annotated[
        bool,
        typer.Option("--live/--exercise", help="Live talks hold no sheet; an exercise holds all."),
    ] = False,
    lan: Annotated[
        bool, typer.Option("--lan", help="Plain HTTP in your own network: an exercise only.")
    ] = False,
    cert: Annotated[
        Path | None, typer.Option("--cert", metavar="FILE", help="The certificate of this address.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", metavar="FILE", help="The certificate's private key.")
    ] = None,
    behind_proxy: Annotated[
        str | None,
        typer.Option("--behind-proxy", metavar="URL", help="The https address of a proxy."),
    ] = None,
    new_link: Annotated[
        list[str] | None,
        typer.Option("--new-link", metavar="SEAT", help="A new link for this seat; repeatable."),
    ] = None,
    holder: Annotated[
        list[str] | None,
        typer.Option(
            "--holder", metavar="SEAT=NAME", help="Somebody else holds this seat from now on."
        ),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="Begin at the table, not after what was recorded.")
    ] = False,
) -> None:
    """Open the room where delegations meet: one link for each seat, then a web page.

    A room that is kept in the folder is gone on with. Loopback is the default; any other host needs
    --cert and --key, or --behind-proxy https://NAME.
    """
    from onetext.cli.serving import Asked, serve

    serve(
        Asked(
            case=case,
            host=host,
            port=port,
            store=store,
            folder=folder,
            groups=groups,
            live=live,
            lan=lan,
            certificate=cert,
            key=key,
            behind_proxy=behind_proxy,
            new_links=tuple(new_link or ()),
            holders=tuple(holder or ()),
            empty=empty,
        )
    )


def add(app: typer.Typer) -> None:
    """Add the command."""
    app.command("room", short_help="Open a room on the web, a link for each seat.")(room)
