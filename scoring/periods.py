"""Periods: pairs of local dates, half open. Written 2023, 2023-H1, 2023-Q2, 2023-06."""

import re
from dataclasses import dataclass
from datetime import date

PATTERN = re.compile(r"(?P<year>[12]\d{3})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


class UnknownPeriod(ValueError):
    """This is no way to write a period."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year, half, quarter or month: from `start` up to, and without, `end`."""

    key: str
    kind: str  # year | half | quarter | month
    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= day < self.end


def period(key: str) -> Period:
    """The period that is written so. Raises UnknownPeriod."""
    found = PATTERN.fullmatch(key)
    if found is None:
        raise UnknownPeriod(f"{key} is not a period such as 2023, 2023-H1, 2023-Q2 or 2023-06")
    year = int(found["year"])
    for kind in ("half", "quarter", "month"):
        if found[kind]:
            return _period(kind, year, int(found[kind]))
    return _period("year", year, 1)


def earlier(this: Period) -> Period:
    """The period of the same kind just before: 2022-H2 for 2023-H1."""
    number = _number(this)
    if number > 1:
        return _period(this.kind, this.start.year, number - 1)
    return _period(this.kind, this.start.year - 1, 12 // MONTHS[this.kind])


def later(this: Period) -> Period:
    """The period of the same kind just after: 2023-H2 for 2023-H1."""
    return containing(this.end, this.kind)


def a_year_earlier(this: Period) -> Period:
    """The same period of the year before (cùng kỳ): 2022-H1 for 2023-H1."""
    return _period(this.kind, this.start.year - 1, _number(this))


def containing(day: date, kind: str) -> Period:
    """The period of a kind that a day lies in."""
    return _period(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)


def _number(this: Period) -> int:
    return (this.start.month - 1) // MONTHS[this.kind] + 1


def _period(kind: str, year: int, number: int) -> Period:
    months = MONTHS[kind]
    first = months * (number - 1)
    after = first + months
    key = {"year": f"{year}", "half": f"{year}-H{number}", "quarter": f"{year}-Q{number}"}.get(kind)
    return Period(
        key=key or f"{year}-{number:02d}",
        kind=kind,
        start=date(year, first + 1, 1),
        end=date(year + after // 12, after % 12 + 1, 1),
    )
