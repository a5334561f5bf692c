"""What is put on file: reports, the case, sheets, results. None of it is an act of the talks.

A report is filed whole, with its text: its statements are places in that text, and one that stood
alone could be shown without its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from onetext.record.wire import Text


@dataclass(frozen=True, slots=True)
class ReportFiled:
    """Hold a report as read (form ``onetext-report/1``) and its text."""

    report: Text
    text: str
    kind: ClassVar[str] = "report"


@dataclass(frozen=True, slots=True)
class CaseFiled:
    """Hold the public part of the case that the talks are about: parties, issues, instruments."""

    case: Text
    kind: ClassVar[str] = "case"


@dataclass(frozen=True, slots=True)
class SheetFiled:
    """Hold a sheet; only an exercise has any on the host."""

    owner: str
    about: str
    sheet: Text
    kind: ClassVar[str] = "sheet"


@dataclass(frozen=True, slots=True)
class ResultFiled:
    """Hold a result that a seat acted on, the entries it was computed from, and by what version.

    ``inputs`` are commitments: whoever may read the result may read them all.
    """

    what: str
    inputs: tuple[bytes, ...]
    result: Text
    version: str
    kind: ClassVar[str] = "result"
