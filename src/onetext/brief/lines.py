"""Lines of a brief on a terminal: wrapped to the width, cited at the right, safe to print."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from onetext.analysis.findings import Evidence
from onetext.brief import told
from onetext.brief.safe_text import clip, one_line, visible
from onetext.brief.sources_shown import Citations
from onetext.record.view import View

WIDEST = 100
BOLD = Style(bold=True)
PLAIN = Style()


class Lines:
    """Print lines that fit the console; nothing in them is taken as markup."""

    def __init__(self, view: View, console: Console, *, full: bool) -> None:
        self.view = view
        self.console = console
        self.full = full
        self.width = min(console.width, WIDEST)
        self.teller = told.Teller(view)
        self.citations = Citations(view)
        self.clipped = False

    def quotes(
        self, evidence: Iterable[Evidence], *, indent: int, who: bool = False, lines: int = 2
    ) -> None:
        """Print the words of some evidence, each piece after its speaker if ``who``."""
        for one in evidence:
            statement = self.teller.statement(one)
            if who:
                name = self.teller.speaker_of(statement) if statement else "the report's own words"
                date = self.teller.told_on(statement.said if statement else None, (one,))
                self.line(f"{told.capital(name)}; {date}", indent=indent, cites=(one,))
            self.words(self.teller.said(one), indent=indent + (2 if who else 0), most=lines)

    def words(self, said: str, *, indent: int, hang: int = 0, most: int = 2) -> None:
        """Print words of a report on at most so many lines of their own."""
        room = self.width - indent
        lines = self.wrapped([one_line(said)], room, hang)
        if len(lines) > most and not self.full:
            lines = self.wrapped(
                [self.clip(said, most * room - (hang + 8) * (most - 1))], room, hang
            )
        for line in lines:
            self.raw(" " * indent + line)

    def clip(self, said: str, room: int) -> str:
        """Return words cut to so many columns, and remember that words were cut."""
        short = clip(visible(said), room)
        self.clipped |= short != one_line(visible(said))
        return short

    def line(
        self,
        said: str,
        *,
        indent: int = 0,
        hang: int = 0,
        cites: tuple[Evidence, ...] = (),
        style: Style = PLAIN,
    ) -> None:
        """Print our own words, with the numbers of the sources at the end of the last line."""
        numbers = self.citations.numbers(cites)
        short = [str(n) for n in numbers[:5]] + (["…"] if len(numbers) > 5 else [])
        mark = f"[{','.join(short)}]" if numbers else ""
        room = self.width - indent
        if mark and cell_len(said) > room - cell_len(mark) - 1:
            room -= cell_len(mark) + 1
        lines = self.wrapped([said], room, hang) or [""]
        if mark:
            gap = self.width - indent - cell_len(lines[-1]) - cell_len(mark)
            if gap > 0:
                lines[-1] += " " * gap + mark
            else:
                lines.append(" " * (self.width - indent - cell_len(mark)) + mark)
        for line in lines:
            self.raw(" " * indent + line if line else "", style)

    def wrapped(self, said: Iterable[str], room: int, hang: int = 0) -> list[str]:
        """Return text on lines of at most ``room`` columns, later ones set in by ``hang``."""
        lines: list[str] = []
        for part in said:
            text = Text(" ".join(visible(part).splitlines()).replace("\t", " "))
            if cell_len(text.plain) <= room:
                lines.append(text.plain)
                continue
            wrapped = text.wrap(self.console, room - hang, overflow="fold")
            for n, line in enumerate(wrapped):
                lines.append((" " * hang if n else "") + line.plain.rstrip())
        return lines

    def raw(self, line: str, style: Style = PLAIN) -> None:
        """Print one line as it is."""
        text = Text(line, style=style, no_wrap=True, overflow="ignore", end="\n")
        self.console.print(text, markup=False, highlight=False, emoji=False, crop=False)
