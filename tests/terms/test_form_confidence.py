"""How sure a reading is goes into the exchange form and comes back, and is no certainty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from test_form_points import TEXT, report

from onetext.errors import BadInput
from onetext.terms.said.form import from_form, to_form
from onetext.terms.said.statement import SURE_ENOUGH


def test_confidence_comes_back_to_three_places() -> None:
    whole = report()
    sure = replace(whole, statements=(replace(whole.statements[0], confidence=0.87654),))
    form = to_form(sure)
    assert form["statements"][0]["confidence"] == 0.877
    assert from_form(form, TEXT).statements[0].confidence == 0.877


def test_nothing_measured_is_no_field_and_no_doubt() -> None:
    form = to_form(report())
    assert "confidence" not in form["statements"][0]
    assert not from_form(form, TEXT).statements[0].is_unsure


@pytest.mark.parametrize(("told", "unsure"), [(SURE_ENOUGH, False), (SURE_ENOUGH - 0.01, True)])
def test_below_the_level_a_reading_is_unsure(told: float, unsure: bool) -> None:
    assert replace(report().statements[0], confidence=told).is_unsure is unsure


@pytest.mark.parametrize("wrong", [1.2, -0.1, "high", True, float("nan")])
def test_what_is_no_share_is_refused(wrong: Any) -> None:
    form = to_form(report())
    form["statements"][0]["confidence"] = wrong
    with pytest.raises(BadInput, match="is no confidence"):
        from_form(form, TEXT)
