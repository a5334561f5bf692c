"""Dates and hours: what is one, and what is none."""

from __future__ import annotations

import pytest

from onetext.terms.when import When


@pytest.mark.parametrize(
    "iso",
    [
        "9999",
        "9999-12-31",
        "0000-01-01",
        "2031-02-29",
        "2031-01-01T24:00Z",
        "2031-01-01T10:60Z",
        "2031-01-01T10:00:60Z",
        "2031-01-01T10:00+24:00",
        "2031-01-01T10:00-01:60",
        "2031-01T10:00Z",
        "31 March",
        "",
    ],
)
def test_what_is_no_date_is_refused_when_made(iso: str) -> None:
    with pytest.raises(ValueError, match=r"not a|out of range|without its day"):
        When(iso)


@pytest.mark.parametrize(
    ("iso", "ends"),
    [
        ("2031", "2031-12-31T23:59:59.999999+00:00"),
        ("2031-02", "2031-02-28T23:59:59.999999+00:00"),
        ("2031-03-16", "2031-03-16T23:59:59.999999+00:00"),
        ("2031-03-16T10:00", "2031-03-16T10:00:59.999999+00:00"),
        ("2031-03-16T10:00:59+23:59", "2031-03-15T10:01:59.999999+00:00"),
        ("2031-03-16T10:00:00.5Z", "2031-03-16T10:00:00.999999+00:00"),
        ("9998-12-31", "9998-12-31T23:59:59.999999+00:00"),
    ],
)
def test_whatever_was_made_ends(iso: str, ends: str) -> None:
    found = When(iso).ends()
    assert found is not None
    assert found.isoformat() == ends


def test_without_a_year_it_does_not_end() -> None:
    assert When("--12-15").ends() is None
