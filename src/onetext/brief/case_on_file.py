"""The case that a record has on file, read back from its entry."""

from __future__ import annotations

import json
from dataclasses import replace

from onetext.errors import BadInput
from onetext.record.acts.filing import CaseFiled
from onetext.record.view import View
from onetext.record.wire import value_of
from onetext.terms.case import Case


def case_on_file(view: View) -> Case | None:
    """Return the last case that a view shows; None if it shows none that can be read.

    What somebody put on file must not keep a brief from being shown, so a case in another form
    than ours is as none; ``onetext check`` says what is wrong with it.
    """
    filed = [line.act for line in view.lines if isinstance(line.act, CaseFiled)]
    if not filed:
        return None
    from onetext.cases.loading import loads

    try:
        return replace(loads(json.dumps(value_of(filed[-1].case))), sheets=())
    except BadInput:
        return None
