"""Days and hours that a message puts something off to."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from handlers.language.dates import DAY_CUES, find_day, speaker
from handlers.language.patterns import Table
from handlers.language.reading import Until
from handlers.language.syllables import word_set
from handlers.language.text import Phrase
from handlers.language.words import TO_TEN

_WEEKDAYS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tu": 2,
    "bon": 2,
    "4": 2,
    "nam": 3,
    "5": 3,
    "sau": 4,
    "6": 4,
    "bay": 5,
    "7": 5,
}
_CUES = word_set(
    "giua mai mot kia chieu toi trua sang dem khuya nay lat ti chut xiu tuan cuoi dau thu nhat thang ngay mung "
    "mong hom bua tieng gio h phut sau luc han den truoc nua / - - mui rang cn t khoang tam"
)
_DAY = Table(
    r"\b(?:(?P<dmy>(?:ngay )?(?P<d>0?[1-9]|[12]\d|3[01]) [/-] (?P<m>0?[1-9]|1[0-2])(?: [/-] (?P<y>20\d\d))?(?! ?[\d/]))"
    r"|(?P<weekday>(?:thu (?P<wd>[2-7]|hai|ba|tu|bon|nam|sau|bay)|chu nhat|cn"
    r"|(?:(?<=sang )|(?<=chieu )|(?<=toi )|(?<=trua )|(?<=hom )|(?<=den ))t ?(?P<wt>[2-7])"
    r"|t (?P<wm>[2-7])(?= (?:toi|em|bac|minh|tui|chau|chi|anh|co|chu) (?:moi |se |xin )?(?:nop|gui|bao)"
    r"(?! (?:\d|sau|muon|cham|tre|roi|chua|du|thieu))))"
    r"(?: (?P<next>tuan (?:sau|toi)|toi)| tuan nay)?)"
    r"|(?P<weekend>cuoi tuan(?: (?:sau|toi|nay))?)"
    r"|(?P<startweek>dau tuan(?: (?:sau|toi))?|(?:qua |sang )?tuan (?:sau|toi)|sang tuan)"
    r"|(?P<month>cuoi thang(?: nay)?|dau thang(?: sau)?|thang (?:sau|toi)|sang thang)"
    r"|(?P<dom>(?:ngay|mung|mong|hom)(?: mung)? (?P<dd>0?[1-9]|[12]\d|3[01]|mot|hai|ba|bon|nam|sau|bay|tam|chin"
    r"|muoi)(?! ?[/-]))"
    r"|(?P<bare>(?:(?P<past>sau|qua)|tu|den|khoang|tam) (?P<db>0?[1-9]|[12]\d|3[01])"
    r"(?= (?:moi|(?:toi|em|bac|minh|tui|chau|chi|anh|co|chu|ong|ba)"
    r" (?:moi|se|thi|ranh|nop|gui|bao|dem|ve|xong|lam|hop))\b))"
    r"|(?P<after>(?P<n>\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi|vai|may|dam) (?P<unit>ngay|hom|bua|tuan)(?: nua)?)"
    r"|(?P<some_day>(?:ngay )?mai(?: ,| hay)? (?:mot|kia)|nay mai)"
    r"|(?P<dayafter>ngay kia|hom kia|ngay mot|sang mot|bua mot|mot(?= (?:em|toi|minh|nop|gui|bao|nhe|a|bac|anh|roi)))"
    r"|(?P<tomorrow>(?:ngay |sang |chieu |toi |trua |hom |bua |dem )?mai(?! (?:mot so|linh)))"
    r"|(?P<tonight>(?:toi|dem|khuya)(?: (?:nay|ni))|(?:dem|khuya)(?= (?:em|ve|xong|toi|bac|moi|minh|tui))"
    r"|den toi|buoi toi|toi(?! (?:qua|hom qua)))"
    r"|(?P<today>(?:chieu|trua|sang)(?: nay)?|hom nay|cuoi (?:ngay|buoi|gio)|cuoi chieu|trong ngay|dau gio chieu)"
    r"|(?P<later>(?:mot |1 )?(?:lat|ti|chut|xiu|lac)(?: nua| sau| em)?|(?P<hn>\d{1,2}|mot|hai|ba"
    r"|nua) (?P<hu>tieng|gio|phut) nua|sau|tu tu))\b"
)
_HOUR = re.compile(
    r"\b(?P<h>\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi(?: mot| hai)?) (?:h|gio|g)(?: (?P<min>[0-5]\d"
    r"|ruoi))?(?: phut)?"
    r"(?: (?P<part>sang|trua|chieu|toi|dem))?\b"
)
_PUT_OFF = frozenset(["de", "hen", "sang", "doi", "lui"])  # before the day that is meant
_HOURS = frozenset(["h", "gio", "g"])
_PARTS = re.compile(r"\b(sang|trua|chieu|toi|dem)\b")
DEFAULT_HOURS = {"sang": 8, "trua": 11, "chieu": 15, "toi": 19, "dem": 19}


def may_name_a_day(words: list[str]) -> bool:
    """Whether one of some words is said of days or hours; without one `find_until` finds none."""
    return not (_CUES.isdisjoint(words) and DAY_CUES.isdisjoint(words))


def find_until(phrase: Phrase, today: date) -> Until | None:
    """The day and hour a message names, or None. A weekday is the next one; "tuần sau" is its Monday."""
    special = find_day(phrase, today)
    if special is not None:
        hour, minute, words = _hour(phrase)
        return Until(special[0], hour, minute, " ".join(w for w in (words, special[1]) if w))
    if not phrase.says(_CUES):
        return None
    best: tuple[date | None, str, str] | None = None
    for match in phrase.begun(_DAY):
        kind = match.lastgroup if match.lastgroup in _READERS else _kind(match)
        if kind in ("today", "tonight", "tomorrow", "dayafter", "some_day") and not _meant(phrase, match):
            continue
        if kind == "later" and match[0] in ("sau",):
            continue
        day = _READERS[kind](match, today)
        if kind == "weekend" and match[0].endswith(" toi") and speaker(phrase, phrase.at(match.end() - 1)):
            day = today + timedelta(days=max(5 - today.weekday(), 0))  # "cuối tuần tôi gửi" is no "cuối tuần tới"
        if best is not None and best[1] in DEFAULT_HOURS and kind in ("weekday", "dmy", "dom"):
            best = (day, f"{best[1]} {match[0]}", kind)  # "tối thứ ba", "chiều 28/6"
            continue
        at = phrase.at(match.start())
        put_off = day is not None and at > 0 and phrase.words[at - 1] in _PUT_OFF
        if put_off or best is None or (best[0] is None and day is not None) or best[2] in ("today", "later"):
            best = (day, match[0], kind)
        if put_off:  # "mai đi đám cưới, để chủ nhật nhé"
            break
        if best[0] is not None and best[2] not in ("today", "later") and best[1] not in DEFAULT_HOURS:
            if phrase.says(_PUT_OFF):
                continue
            break
    hour, minute, words = _hour(phrase)
    if best is None and hour is None:
        return None
    day, said, kind = best or (today if hour is not None else None, "", "")
    if kind == "weekday":
        said = (
            said if said.endswith("tuan toi") else said.removesuffix(" toi")
        )  # "thứ ba tới", "thứ ba tôi nộp": no evening is meant
    if hour is None and kind in ("tomorrow", "today", "tonight", "weekday", "dmy"):
        part = _PARTS.search(said)
        if part and kind != "tonight":
            hour, minute = DEFAULT_HOURS[part[1]], 0
        elif kind == "tonight":
            hour, minute = 19, 0
    return Until(day, hour, minute, " ".join(w for w in (words, said) if w))


def no_such_day(phrase: Phrase, today: date) -> tuple[int, int] | None:
    """A day of the month that the month does not have ("31/6", "ngày 31" said in June): day and month."""
    for match in phrase.begun(_DAY):
        if match["d"]:
            year, month, day = int(match["y"] or today.year), int(match["m"]), int(match["d"])
        elif match["dd"] and match["dd"].isdigit():
            year, month, day = today.year, today.month, int(match["dd"])
        else:
            continue
        if day > (29 if month == 2 and not match["y"] else monthrange(year, month)[1]):
            return day, month
    return None


def _meant(phrase: Phrase, match: re.Match[str]) -> bool:
    """Whether "sáng", "chiều", "trưa" is the part of the day: "sang" without marks may be another word."""
    at = phrase.at(match.start())
    raw = phrase.raws[at]
    if match[0].endswith("mot"):  # "làm một rồi", "mai một người" are no "mốt"
        last = at + match[0].count(" ")
        counts = phrase.words[last + 1 : last + 2] in ([w] for w in ("roi", "nguoi", "ho", "nha", "so", "it"))
        return phrase.raws[last] == "mốt" or (phrase.raws[last] == "mot" and not counts)
    if match[0].endswith("mai"):  # "họp mãi" is no day
        last = at + match[0].count(" ")
        return phrase.raws[last] in ("mai", "mơi") and phrase.raws[last + 1 : last + 2] != ["châu"]
    if match[0] == "dem" and at and phrase.words[at - 1] in ("chua", "dang", "da", "vua", "moi", "di", "de"):
        return False  # "chua dem xong" is chưa đếm
    if match[0] in ("toi", "dem"):
        if not raw.isascii():
            return raw in ("tối", "đêm")
        if at and phrase.words[at - 1] == "de":  # "để tui về nhà xem sổ" is who, not when
            return False
        return match[0] == "dem" or phrase.words[at + 1 : at + 2] in ([w] for w in ("em", "minh", "ve", "an", "co"))
    if match[0] in ("sang", "trua", "chieu"):
        if not raw.isascii():
            return raw in ("sáng", "trưa", "chiều")
        following = phrase.words[at + 1 : at + 2]
        return match[0] != "sang" or (not phrase.marked and following in (["em"], ["toi"], ["minh"]) and at == 0)
    return True


def _kind(match: re.Match[str]) -> str:
    return next(name for name in _READERS if match.groupdict().get(name))


def _hour(phrase: Phrase) -> tuple[int | None, int | None, str]:
    found = _HOUR.finditer(phrase.norm) if phrase.says(_HOURS) else iter(())
    match = next((one for one in found if one[0] != "bay gio"), None)  # "bây giờ"
    if match is None or phrase.norm.startswith(" nua", match.end()):
        return None, None, ""
    words = match["h"].split(" ")
    hour = sum(int(w) if w.isdigit() else TO_TEN[w] for w in words)
    if hour < 12 and match["part"] in ("chieu", "toi", "dem") and hour != 0:
        hour += 12
    if hour < 6 and match["part"] is None:
        hour += 12
    if hour > 23:
        return None, None, ""
    minute = {"ruoi": 30, None: 0}.get(match["min"])
    return hour, int(match["min"]) if minute is None else minute, match[0]


def _date(match: re.Match[str], today: date) -> date | None:
    year = int(match["y"]) if match["y"] else today.year
    try:
        day = date(year, int(match["m"]), int(match["d"]))
        return day.replace(year=year + 1) if not match["y"] and (today - day).days > 180 else day
    except ValueError:
        return None


def _weekday(match: re.Match[str], today: date) -> date:
    said = match["wd"] or match["wt"] or match["wm"]
    wanted = _WEEKDAYS[said] if said else 6
    if match["next"] and match["next"].startswith("tuan"):
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weekend(match: re.Match[str], today: date) -> date:
    days = 5 - today.weekday()
    if match[0].endswith(("sau", "toi")):
        return today + timedelta(days=days + 7)
    return today + timedelta(days=max(days, 0))


def _month(match: re.Match[str], today: date) -> date:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first - timedelta(days=1) if match[0].startswith("cuoi") else first


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    return _coming(int(match["dd"]) if match["dd"].isdigit() else TO_TEN[match["dd"]], today)


def _bare_day(match: re.Match[str], today: date) -> date | None:
    """ "Sau 25 tôi rảnh": from the next day on."""
    day = _coming(int(match["db"]), today)
    return day + timedelta(days=1) if day is not None and match["past"] else day


def _coming(day: int, today: date) -> date | None:
    """The next day of that number; None where the month has none."""
    month = today.replace(day=1)
    if day < today.day:
        month = (month + timedelta(days=32)).replace(day=1)
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def _after(match: re.Match[str], today: date) -> date | None:
    if match["n"] in ("vai", "may", "dam"):
        return None
    count = int(match["n"]) if match["n"].isdigit() else TO_TEN[match["n"]]
    return today + timedelta(days=count * (7 if match["unit"] == "tuan" else 1))


_READERS: dict[str, Callable[[re.Match[str], date], date | None]] = {
    "dmy": _date,
    "weekday": _weekday,
    "weekend": _weekend,
    "startweek": lambda _m, today: today + timedelta(days=7 - today.weekday()),
    "month": _month,
    "dom": _day_of_month,
    "bare": _bare_day,
    "after": _after,
    "some_day": lambda _m, today: None,
    "dayafter": lambda _m, today: today + timedelta(days=2),
    "tomorrow": lambda _m, today: today + timedelta(days=1),
    "tonight": lambda _m, today: today,
    "today": lambda _m, today: today,
    "later": lambda _m, today: None,
}
