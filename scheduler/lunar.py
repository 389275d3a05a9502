"""The Vietnamese lunar calendar: the lunar date of a day, and the next day that bears one.

After the computation that Vietnamese calendars use (Hồ Ngọc Đức, "Computing the Vietnamese lunar calendar"): months
begin on the day of the new moon, UTC+7; the month of the winter solstice is the eleventh; in a year of thirteen months
the first one without a principal term is a leap month. Right for the years 1800 to 2199.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import floor, pi, sin

ZONE_DAYS = 7 / 24
MONTH = 29.530588853  # mean days from new moon to new moon
FIRST = 2415021.076998695  # the new moon of 1 January 1900, in Julian days
ORDINAL = 1721425  # Julian day number of the day whose Python ordinal is 0
RADIANS = pi / 180
LAST_DAY, LAST_MONTH = 30, 12
AHEAD = 400  # every lunar date that recurs each year comes within so many days, leap months included


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day, month and year of the lunar calendar; `leap` for the second month of the same number."""

    day: int
    month: int
    year: int
    leap: bool = False


@lru_cache(maxsize=4096)
def lunar(day: date) -> LunarDate:
    """The lunar date of a day."""
    number = day.toordinal() + ORDINAL
    k = floor((number - FIRST) / MONTH)
    start = _new_moon_day(k + 1)
    if start > number:
        start = _new_moon_day(k)
    eleventh = following = _eleventh(day.year)
    if eleventh >= start:
        year, eleventh = day.year, _eleventh(day.year - 1)
    else:
        year, following = day.year + 1, _eleventh(day.year + 1)
    after = (start - eleventh) // 29
    month, leap = after + 11, False
    if following - eleventh > 365:
        extra = _leap_after(eleventh)
        if after >= extra:
            month, leap = after + 10, after == extra
    if month > LAST_MONTH:
        month -= LAST_MONTH
    if month >= 11 and after < 4:
        year -= 1
    return LunarDate(number - start + 1, month, year, leap)


def next_lunar(today: date, day: int, month: int | None = None) -> date | None:
    """The next day, today included, that bears this lunar day (of this month); None if there is none such."""
    if not 1 <= day <= LAST_DAY or (month is not None and not 1 <= month <= LAST_MONTH):
        return None
    for ahead in range(AHEAD):
        there = lunar(today + timedelta(days=ahead))
        if there.day == day and month in {None, there.month} and not (month is not None and there.leap):
            return today + timedelta(days=ahead)
    return None


def _new_moon_day(k: int) -> int:
    return floor(_new_moon(k) + 0.5 + ZONE_DAYS)


@lru_cache(maxsize=4096)
def _new_moon(k: int) -> float:
    """The k-th new moon after 1 January 1900, in Julian days (Meeus, Astronomical algorithms)."""
    t = k / 1236.85
    t2, t3 = t * t, t * t * t
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * RADIANS)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * RADIANS
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * RADIANS
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * RADIANS
    moved = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun)
    moved += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    moved += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    moved += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun) - 0.0006 * sin(2 * node + moon)
    moved += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    late = -0.000278 + 0.000265 * t + 0.000262 * t2
    return mean + moved - late


@lru_cache(maxsize=4096)
def _sun_twelfth(number: int) -> int:
    """In which twelfth of its way round the sun stands at the beginning of a day."""
    t = (number - 2451545.5 - ZONE_DAYS) / 36525
    t2 = t * t
    anomaly = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * RADIANS
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t2
    mean += (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(anomaly)
    mean += (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(mean % 360 / 30)


@lru_cache(maxsize=512)
def _eleventh(year: int) -> int:
    """The first day of the eleventh lunar month that begins in a year."""
    k = floor((date(year, 12, 31).toordinal() + ORDINAL - 2415021) / MONTH)
    start = _new_moon_day(k)
    return _new_moon_day(k - 1) if _sun_twelfth(start) >= 9 else start


@lru_cache(maxsize=512)
def _leap_after(eleventh: int) -> int:
    """How many months after an eleventh month the leap month of that year comes."""
    k = floor((eleventh - FIRST) / MONTH + 0.5)
    before, i = -1, 1
    arc = _sun_twelfth(_new_moon_day(k + i))
    while arc != before and i < 14:
        before, i = arc, i + 1
        arc = _sun_twelfth(_new_moon_day(k + i))
    return i - 1
