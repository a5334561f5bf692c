"""Dates and hours as reports give them: with a precision, a zone or none, and sometimes no year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_FORM = re.compile(
    r"^(?:(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--(?P<pm>\d\d)(?:-(?P<pd>\d\d))?)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?)?$"
)


@dataclass(frozen=True, slots=True, order=True)
class When:
    """Hold one ISO 8601 date or hour, possibly partial (``2025-12``, ``--12-15``).

    No clock ever fills what is missing.

    Parameters
    ----------
    iso
        ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``--MM``, ``--MM-DD``, or a day with ``THH:MM[:SS]``
        and an optional zone.

    Raises
    ------
    ValueError
        If ``iso`` is none of these, no such day or hour exists, or it lies in the year 9999, which
        no calendar of ours sees the end of.

    Examples
    --------
    >>> When("--12-15").year is None, When("2025-12-15").precision
    (True, 'day')
    """

    iso: str

    def __post_init__(self) -> None:
        found = _FORM.match(self.iso)
        if not found:
            raise ValueError(f"not a date: {self.iso!r}")
        month = int(found["month"] or found["pm"] or 1)
        date(int(found["year"] or 2000), month, int(found["day"] or found["pd"] or 1))
        if found["hour"]:
            if not (found["day"] or found["pd"]):
                raise ValueError(f"an hour without its day: {self.iso!r}")
            zone = (found["zone"] or "Z").replace(":", "")
            far = zone != "Z" and (int(zone[1:3]) > 23 or int(zone[3:]) > 59)
            late = int(found["hour"]) > 23 or int(found["minute"]) > 59
            if late or int(found["second"] or 0) > 59 or far:
                raise ValueError(f"not an hour: {self.iso!r}")
        if found["year"] == "9999":
            raise ValueError(f"not a date that ends: {self.iso!r}")

    def __str__(self) -> str:
        return self.iso

    @classmethod
    def of(cls, day: date) -> When:
        """Return the value of a calendar day."""
        return cls(day.isoformat())

    @property
    def year(self) -> int | None:
        """Return the year, or None when the report gives none."""
        return None if self.iso.startswith("--") else int(self.iso[:4])

    @property
    def precision(self) -> str:
        """Return ``year``, ``month``, ``day``, ``minute`` or ``second``."""
        day, _, hour = self.iso.partition("T")
        if hour:
            return "second" if re.match(r"\d\d:\d\d:\d\d", hour) else "minute"
        parts = day[2:].count("-") + 2 if day.startswith("--") else day.count("-") + 1
        return ("year", "month", "day")[parts - 1]

    @property
    def zone(self) -> str | None:
        """Return the zone as written, or None."""
        found = _FORM.match(self.iso)
        return found["zone"] if found else None

    @property
    def day(self) -> date | None:
        """Return the calendar day, or None when year, month or day is not known."""
        if self.year is None or self.precision in ("year", "month"):
            return None
        return date.fromisoformat(self.iso[:10])

    def ends(self) -> datetime | None:
        """Return the last instant this may mean, in UTC; None when the year is not known.

        A day-only date counts to that day's end (design, §4, Time). A value without a zone is
        taken as UTC.

        Examples
        --------
        >>> When("2025-12-15").ends().isoformat()
        '2025-12-15T23:59:59.999999+00:00'
        """
        if self.year is None:
            return None
        if self.precision in ("minute", "second"):
            text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", self.iso.replace("Z", "+00:00"))
            moment = datetime.fromisoformat(text).replace(microsecond=0)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=UTC)
            step = timedelta(minutes=1) if self.precision == "minute" else timedelta(seconds=1)
            return moment.astimezone(UTC) + step - timedelta(microseconds=1)
        numbers = [int(part) for part in self.iso.split("-")]
        if len(numbers) == 3:
            after = date(*numbers) + timedelta(days=1)
        elif len(numbers) == 2:
            after = date(numbers[0] + numbers[1] // 12, numbers[1] % 12 + 1, 1)
        else:
            after = date(numbers[0] + 1, 1, 1)
        return datetime(after.year, after.month, after.day, tzinfo=UTC) - timedelta(microseconds=1)
