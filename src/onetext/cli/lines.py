"""Lines for a terminal: wrapped to its width, with hanging indents, and safe to print."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from onetext.brief.safe_text import visible

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST = 40
WIDEST = 100


class Lines:
    """Write lines to a console: headings, rows with a label, text under text."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def heading(self, text: str) -> None:
        """Write a heading with a line above it."""
        self.blank()
        self.put(text, style="bold")

    def put(self, text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """Write text, wrapped; ``hang`` further in from the second line on."""
        self.row("", text, indent=indent, label=0, hang=hang, style=style)

    def row(
        self,
        name: str,
        text: str,
        *,
        indent: int = 2,
        label: int = 10,
        hang: int = 0,
        style: str = "",
        name_style: str = "",
    ) -> None:
        """Write a label and, beside it, text that is wrapped under itself."""
        from rich.text import Text

        lead = " " * indent + (f"{visible(name):<{label}} " if label else "")
        room = max(self.console.width - len(lead) - hang, NARROWEST // 2)
        pieces = _wrapped(visible(" ".join(text.split())), room + hang, room) or [""]
        for n, piece in enumerate(pieces):
            line = Text()
            if n == 0:
                line.append(lead, style=name_style)
            else:
                line.append(" " * (len(lead) + hang))
            line.append(piece, style=style)
            line.rstrip()
            self.console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)

    def blank(self) -> None:
        """Leave a line."""
        self.console.print()


def printed(show: Callable[[Lines], None]) -> str:
    """Return what ``show`` writes, in the terminal's width and colours.

    ``NO_COLOR`` takes the colours out, ``COLUMNS`` sets the width.
    """
    from rich.console import Console

    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(soft_wrap=False, color_system=colours, highlight=False, markup=False)
    console.width = min(max(console.width, NARROWEST), WIDEST)
    with console.capture() as caught:
        show(Lines(console))
    return caught.get()


def listed(names: list[str]) -> str:
    """Return names as a reader lists them.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _wrapped(text: str, first: int, rest: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        room = rest if lines else first
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines
