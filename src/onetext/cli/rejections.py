"""What a reader named that does not stand in the reports: counted, told, never kept."""

from __future__ import annotations

from collections import Counter
from typing import Any

from onetext.cli.output import note
from onetext.press.intake.article import plain
from onetext.press.intake.language import place_of
from onetext.terms.said.report import Report


class Rejections:
    """Gather the statements that were rejected, by report."""

    def __init__(self) -> None:
        self.reports: dict[str, tuple[str, ...]] = {}

    def add(self, report: Report) -> None:
        """Keep a report's, if it has any."""
        if report.rejected:
            where = place_of(report.source)
            self.reports[where] = self.reports.get(where, ()) + report.rejected

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a report: where, how many, and how many for each reason."""
        return [
            {"where": where, "statements": len(whys), "why": dict(Counter(whys))}
            for where, whys in self.reports.items()
        ]

    def tell(self) -> None:
        """Print one line for each report on standard error."""
        rows = self.rows()
        if rows:
            count = sum(row["statements"] for row in rows)
            note(f"Rejected ({count}): what the model named does not stand in the text")
        for row in rows:
            told = ", ".join(f"{why} ({count})" for why, count in row["why"].items())
            note(f"  {plain(row['where'])}: {told}")
