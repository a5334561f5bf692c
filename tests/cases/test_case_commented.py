"""Remarks stand above their rows as comments, and change nothing that is read."""

from __future__ import annotations

from case_strategies import cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.cases.commented import dumps_with
from onetext.cases.loading import loads
from onetext.cases.writing import dumps
from onetext.terms.case import Case, Treaty

items = st.sampled_from(["case", "offers", "offers/o0", "parties/arn", "facts/a=b", "lost/x"])


@given(cases(), st.lists(st.tuples(items, st.text(max_size=40)), max_size=4), st.text(max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_remarks_leave_the_case_as_it_is(
    case: Case, remarks: list[tuple[str, str]], head: str
) -> None:
    assert loads(dumps_with(case, remarks, head=head)) == case


def test_what_is_about_no_row_stands_at_the_top() -> None:
    case = Case("c", "C", treaties=(Treaty("t", "T"),))
    text = dumps_with(
        case, [("offers", "none yet"), ("treaties", "all"), ("treaties/t", "signed?")]
    )
    lines = text.splitlines()
    assert lines[0] == "# offers: none yet"
    assert lines[lines.index("treaties:") - 1] == "# all"
    assert lines[lines.index("- id: t") - 1] == "# signed?"


def test_long_words_with_signs_that_are_not_printed_come_back() -> None:
    title = "many words " * 9 + "\x1a0\x850 and more of them"
    assert loads(dumps(Case("c", title))).title == title
