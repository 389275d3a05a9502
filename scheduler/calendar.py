"""Days and hours of Vietnam: holidays, swap days and working Saturdays, deadlines that move, hours in which people
are written to.

Rules: the Labour Code's public holidays (article 112) from the `holidays` package, an override table for what is
announced year by
year, and article 148 of the Civil Code for deadlines that fall on a day off.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OVERRIDES = "days_off.yaml"
ONE_DAY = timedelta(days=1)


class DaysOffError(Exception):
    """A table of days off cannot be read. The message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Hours:
    """People are written to from `first` up to, not including, `last` (local time)."""

    first: time = time(7)
    last: time = time(20)

    def open_at(self, moment: datetime) -> bool:
        """Whether people may be written to just now."""
        return self.first <= moment.astimezone(ZONE).time() < self.last

    def next_open(self, moment: datetime) -> datetime:
        """This moment if people may be written to, else the next morning they may."""
        there = moment.astimezone(ZONE)
        if there.time() < self.first:
            return at(there.date(), self.first)
        if there.time() >= self.last:
            return at(there.date() + ONE_DAY, self.first)
        return moment


USUAL = Hours()


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due after the days off were looked at. `moved_from` and `reason` (see `Calendar.day_off`) say
    why it moved."""

    at: datetime
    moved_from: date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. `off` and `working` override the public holidays; the hours hold on every day."""

    off: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    hours: Hours = USUAL

    def holiday(self, day: date) -> str | None:
        """The name of a public or swap holiday in Vietnamese; None on any other day, Saturdays and Sundays among
        them."""
        if day in self.off:
            return self.off[day]
        if day in self.working:
            return None
        return _public(day.year)[0].get(day)

    def day_off(self, day: date) -> str | None:
        """Why nobody works: the holiday's name, "saturday" or "sunday"; None on a working day."""
        name = self.holiday(day)
        if name is not None:
            return name
        if day.weekday() < 5 or day in self.working or day in _public(day.year)[1]:
            return None
        return "saturday" if day.weekday() == 5 else "sunday"

    def working_day(self, day: date) -> date:
        """This day if it is worked, else the next one that is."""
        while self.day_off(day) is not None:
            day += ONE_DAY
        return day

    def deadline(self, due: datetime) -> Deadline:
        """A deadline on a day off moves to the same hour of the next working day, and says why. Moving twice changes
        nothing."""
        there = due.astimezone(ZONE)
        reason = self.day_off(there.date())
        if reason is None:
            return Deadline(due)
        day = self.working_day(there.date())
        return Deadline(datetime.combine(day, there.timetz()).astimezone(due.tzinfo), there.date(), reason)

    def closing(self, due: datetime, closes: datetime | None, shown: datetime) -> datetime | None:
        """When figures stop being taken: the closing keeps its distance from the deadline as it stands for a unit
        (`shown`)."""
        return None if closes is None else closes + (shown - due)

    def open_at(self, moment: datetime) -> bool:
        """Whether people may usually be written to just now."""
        return self.hours.open_at(moment)

    def next_open(self, moment: datetime) -> datetime:
        """This moment if people may usually be written to, else the next morning they may."""
        return self.hours.next_open(moment)

    def with_days(self, off: Mapping[date, str], working: frozenset[date]) -> "Calendar":
        """The same with some days changed: these are off, those are worked."""
        return replace(
            self,
            off={day: name for day, name in self.off.items() if day not in working} | dict(off),
            working=frozenset(day for day in self.working if day not in off) | working,
        )


def at(day: date, hour: time) -> datetime:
    """A local day and hour as a moment."""
    return datetime.combine(day, hour, ZONE)


def local_day(moment: datetime) -> date:
    """The local day of a moment."""
    return moment.astimezone(ZONE).date()


@cache
def _public(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The public holidays of a year by name, and the Saturdays worked in exchange for another day."""
    import holidays  # a third of a second: only who asks for a day pays for it

    found = holidays.country_holidays("VN", years=[year], language="vi")
    return dict(found.items()), frozenset(found.weekend_workdays)


def calendar(folder: Path | None = None) -> Calendar:
    """The calendar that ships, with the overrides of an office's data folder over it. Raises DaysOffError."""
    own = None if folder is None else folder / OVERRIDES
    if own is None or not own.exists():
        return _shipped()
    return _merged(own, own.stat().st_mtime_ns)


@cache
def _shipped() -> Calendar:
    return Calendar(*_read(Path(__file__).with_name(OVERRIDES)))


@lru_cache(maxsize=8)
def _merged(own: Path, _changed: int) -> Calendar:
    return _shipped().with_days(*_read(own))


def _read(path: Path) -> tuple[dict[date, str], frozenset[date]]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        unknown = sorted(str(key) for key in found if key not in {"holidays", "working"})
        if unknown:
            raise ValueError(f"only holidays and working are known, not {', '.join(unknown)}")
        off = {_day(day): str(name) for day, name in (found.get("holidays") or {}).items()}
        working = frozenset(_day(day) for day in found.get("working") or ())
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, AttributeError, TypeError) as error:
        raise DaysOffError(f"{path}: {error}") from error
    both = sorted(set(off) & working)
    if both:
        raise DaysOffError(f"{path}: {both[0]} is both off and working")
    return off, working


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
