"""What a live room takes in from nobody: a sheet, in whatever form it comes.

The record refuses a sheet that is entered as one. This is for what is posted or filed as something
else: a case, a scenario of another tool, a table of points dropped where reports belong. It goes by
the words that such files cannot do without, so prose about sheets passes and a file of one does
not, if it is written plainly; who disguises one tells others what they mean to tell them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onetext.errors import BadInput, Refused, Where
from onetext.terms.case import Case

_KEYS = re.compile(
    r"""
      ^[ \t\-{,]*["']?(?:sheets|utilities|reservation[_ ]?value)["']?[ \t]*:
    | (?:^[ \t\-]*|[{,][ \t]*)["']?floor["']?[ \t]*:[ \t]*\d
    | "(?:sheets|utilities|issueUtilities|valueUtilities|issueWeights
        |LinearAdditiveUtilitySpace|reservation(?:_?[vV]alue)?|reservationBid)"[ \t]*:
    | <(?:utility_space|utilityspace|reservation|objective|issue)\b[^>]*\b(?:utility|value|etype)=
    | <utility_space\b
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def is_sheet(text: str) -> bool:
    """Tell whether a text is written as a file that holds a sheet is.

    Examples
    --------
    >>> is_sheet("sheets: [{owner: arn, floor: 40}]")
    True
    >>> is_sheet('{"LinearAdditiveUtilitySpace": {"issueUtilities": {}}}')
    True
    >>> is_sheet("The delegation kept its sheets to itself: no points were named.")
    False
    """
    return _KEYS.search(text) is not None


def refuse_case(case: Case, file: str) -> None:
    """Refuse to open a live room with a case that holds a sheet.

    Raises
    ------
    BadInput
        If it does.
    """
    if case.sheets:
        owners = ", ".join(sorted({sheet.owner for sheet in case.sheets}))
        raise BadInput(
            f"a live room holds no sheet, and this case has those of {owners}",
            instead="leave them on their owners' own machines, or open an --exercise",
            where=Where(file),
        )


def refuse_posts(texts: Iterable[str]) -> None:
    """Refuse what is posted to a live room if any of it is a sheet.

    Raises
    ------
    Refused
        If it is.
    """
    if any(map(is_sheet, texts)):
        raise Refused(
            "a live room takes in no sheet", instead="keep it on your own machine; nothing was kept"
        )
