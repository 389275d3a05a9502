"""Days that Vietnamese people name by the moon, by the office, or by a bare month: what `times.py` does not read.

"rằm tháng này", "rằm tháng Bảy", "mùng 3 Tết", "23 tháng Chạp", "10/3 âm", "ngày 5 tháng 7", "hết tuần", "cuối quý",
"trong 3 ngày", "29/2".
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date, timedelta

from handlers.language.patterns import Table
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.words import TO_TEN
from scheduler.lunar import next_lunar

_MONTHS = {**TO_TEN, "gieng": 1, "muoi mot": 11, "muoi hai": 12, "chap": 12}
DAY_CUES = word_set("giua ram chap tet am gieng quy het trong thang 29 thu nhat cn")
_MONTH = r"(?:\d{1,2}|gieng|chap|muoi(?: mot| hai)?|mot|hai|ba|tu|nam|sau|bay|tam|chin)"
_DAY = r"(?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_FORMS = Table(
    rf"\b(?:(?P<full>ram(?: thang (?P<full_month>{_MONTH}|nay|sau))?)"
    rf"|(?P<tet>(?:ngay )?(?:mung|mong|ngay) (?P<tet_day>{_DAY}) tet)"
    rf"|(?P<moon>(?:ngay |mung |mong )?(?P<moon_day>{_DAY}) ?(?:/|thang) ?(?P<moon_month>{_MONTH})"
    rf"(?: am(?: lich)?|(?<=chap)|(?<=gieng)))"
    rf"|(?P<first_ten>(?:mung|mong) (?P<first_day>{_DAY})(?: am(?: lich)?| thang nay am(?: lich)?))"
    rf"|(?P<named>(?:ngay |mung |mong )?(?P<named_day>\d{{1,2}}) thang (?P<named_month>\d{{1,2}})"
    rf"(?: nam (?P<named_year>20\d\d))?)"
    r"|(?P<both>(?:thu \w+|chu nhat|cn)(?: tuan (?:nay|sau|toi))?(?: ,)? (?:ngay )?"
    r"(?P<both_day>\d{1,2}) [/-] (?P<both_month>\d{1,2}))"
    r"|(?P<leap>(?:ngay )?29 / 0?2(?: / (?P<leap_year>20\d\d))?)"
    rf"|(?P<of_month>(?P<part>dau|giua|cuoi|het) thang (?P<part_month>sau|toi|(?!nam\b|sau\b){_MONTH})"
    r"(?: (?:nam |/ )?(?P<part_year>20\d\d))?)"
    r"|(?P<midweek>giua tuan(?: (?:nay|sau|toi))?)|(?P<midmonth>giua thang(?: (?:nay|sau|toi))?)"
    r"|(?P<week>het tuan(?: (?:nay|sau|toi))?)|(?P<quarter>(?:cuoi|het) quy(?: nay)?)"
    r"|(?P<month_end>het thang(?: (?:nay|sau|toi))?)"
    rf"|(?P<within>trong (?:vong )?(?P<within_days>{_DAY}) ngay))(?= |$)"
)


def find_day(phrase: Phrase, today: date) -> tuple[date | None, str] | None:
    """The day that a message names in one of these ways, and the folded words; None if it does not."""
    if not phrase.says(DAY_CUES):
        return None
    for match in phrase.begun(_FORMS):
        kind = next(name for name in _READERS if match[name] is not None)
        day, said = _READERS[kind](match, today), match[0]
        if kind == "of_month":
            last = phrase.at(match.end() - 1)
            if match["part_month"] == "sau" and phrase.raws[last] == "sáu":
                day = _part_of(match["part"], 6, None, today)
            elif match["part_month"] == "toi" and speaker(phrase, last):
                said = said.removesuffix(" toi")  # "cuối tháng tôi gửi"
                day = {"giua": _midmonth, "dau": _first_of_next}.get(match["part"], _month_end)(said, today)
        if day is not None:
            return day, said
    return None


def _number(said: str, names: dict[str, int]) -> int:
    return int(said) if said.isdigit() else names[said]


def _full_moon(match: re.Match[str], today: date) -> date | None:
    month = match["full_month"]
    if month == "sau":
        here = next_lunar(today, 15)
        return None if here is None else next_lunar(here + timedelta(days=1), 15)
    return next_lunar(today, 15, None if month in {None, "nay"} else _number(month, _MONTHS))


def _tet(match: re.Match[str], today: date) -> date | None:
    return next_lunar(today, _number(match["tet_day"], TO_TEN), 1)


def _moon(match: re.Match[str], today: date) -> date | None:
    return next_lunar(today, _number(match["moon_day"], TO_TEN), _number(match["moon_month"], _MONTHS))


def _first_ten(match: re.Match[str], today: date) -> date | None:
    return next_lunar(today, _number(match["first_day"], TO_TEN))


def _named(match: re.Match[str], today: date) -> date | None:
    return _solar(int(match["named_day"]), int(match["named_month"]), match["named_year"], today)


def _both(match: re.Match[str], today: date) -> date | None:
    """ "Thứ Sáu 30/6": the date says which Friday."""
    return _solar(int(match["both_day"]), int(match["both_month"]), None, today)


def _solar(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        found = date(int(year) if year else today.year, month, day)
        return found.replace(year=found.year + 1) if not year and (today - found).days > 180 else found
    except ValueError:
        return None


def _leap_day(match: re.Match[str], today: date) -> date | None:
    """29/2 without a year: of this year if it has one and it has not long passed, else the next that comes."""
    if match["leap_year"]:
        return _solar(29, 2, match["leap_year"], today)
    year = today.year
    while not isleap(year) or date(year, 2, 29) < today - timedelta(days=180):
        year += 1
    return date(year, 2, 29)


def _within(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=_number(match["within_days"], TO_TEN))


def _week(match: re.Match[str], today: date) -> date:
    """The working week's last day: Friday, or Saturday where Friday has gone."""
    if match[0].endswith(("sau", "toi")):
        return today + timedelta(days=11 - today.weekday())
    return today + timedelta(days=max(4 - today.weekday(), 0) if today.weekday() < 5 else 6 - today.weekday())


def _midweek(match: re.Match[str], today: date) -> date:
    """Wednesday, of the next week where this one's has gone."""
    wednesday = today + timedelta(days=2 - today.weekday())
    later = match[0].endswith(("sau", "toi")) or wednesday <= today
    return wednesday + timedelta(days=7) if later else wednesday


_DOING = word_set("gui nop bao se moi xong lam ve dem di nhan tra lai")


def speaker(phrase: Phrase, at: int) -> bool:
    """Whether the word at a place is "tôi", not "tới"."""
    raw = phrase.raws[at]
    return raw.lower() == "tôi" if not raw.isascii() else not _DOING.isdisjoint(phrase.words[at + 1 : at + 2])


def _whole(said: re.Match[str] | str) -> str:
    return said if isinstance(said, str) else said[0]


def _first_of_next(_said: re.Match[str] | str, today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _midmonth(match: re.Match[str] | str, today: date) -> date:
    middle = today.replace(day=15)
    later = _whole(match).endswith(("sau", "toi")) or middle <= today
    return (middle + timedelta(days=30)).replace(day=15) if later else middle


def _quarter(_match: re.Match[str], today: date) -> date:
    first = today.replace(month=3 * ((today.month - 1) // 3) + 3, day=1)
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _of_month(match: re.Match[str], today: date) -> date | None:
    """ "Cuối tháng 7", "đầu tháng sau": the first, the fifteenth or the last day of that month."""
    if match["part_month"] in {"sau", "toi"}:
        later = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return _part_of(match["part"], later.month, str(later.year), today)
    return _part_of(match["part"], _number(match["part_month"], _MONTHS), match["part_year"], today)


def _part_of(part: str, month: int, year: str | None, today: date) -> date | None:
    first = _solar(1, month, year, today)
    if first is None or part == "dau":
        return first
    return first.replace(day=15) if part == "giua" else first.replace(day=monthrange(first.year, month)[1])


def _month_end(match: re.Match[str] | str, today: date) -> date:
    if _whole(match).endswith(("sau", "toi")):
        today = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


_READERS: dict[str, Callable[[re.Match[str], date], date | None]] = {
    "full": _full_moon,
    "tet": _tet,
    "moon": _moon,
    "first_ten": _first_ten,
    "named": _named,
    "both": _both,
    "leap": _leap_day,
    "week": _week,
    "midweek": _midweek,
    "midmonth": _midmonth,
    "quarter": _quarter,
    "of_month": _of_month,
    "month_end": _month_end,
    "within": _within,
}
