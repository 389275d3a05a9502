"""The manner of speaking: forms of address, numbers and dates as Vietnamese write them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from scoring.counts import Count, State, percent_tenths
from scoring.framework import Indicator, Kind, Target, bases
from scoring.values import value
from store.campaigns import Campaign
from store.people import Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FORMS = ("bác", "chú", "cô", "anh", "chị", "em", "ông", "bà")
_ELDERS = frozenset({"ông", "bà"})
SHORT_NAME = 40  # a longer name of a round is for papers, its period is said instead
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_OFFICE_ROLES = (Role.OFFICER, Role.LEADER, Role.SUPERVISOR)


@value(frozen=True, slots=True)
class Voice:
    """How one person is spoken to: `you` ("bác"), and `me` ("em", or nothing until the form of address is known)."""

    you: str
    me: str

    @classmethod
    @lru_cache
    def of(cls, form: str | None, role: Role | None) -> "Voice":
        """The voice for a form of address; without one a villager is bác, an officer anh/chị, and the bot leaves itself out."""
        if form in _ELDERS:
            return cls(form, "cháu")
        if form:
            return cls(form, "em" if form in {"bác", "chú", "cô", "anh", "chị"} else "")
        return cls("anh/chị" if role in _OFFICE_ROLES else "bác", "")

    @property
    def You(self) -> str:
        """The form of address at the head of a sentence."""
        return self.you[0].upper() + self.you[1:]

    @property
    def i(self) -> str:
        """ "em " before a verb, or nothing."""
        return f"{self.me} " if self.me else ""

    @property
    def I(self) -> str:  # noqa: E743  (the word "I" at the head of a sentence)
        """ "Em " at the head of a sentence, or nothing."""
        return f"{self.me.capitalize()} " if self.me else ""

    def says(self, words: str) -> str:
        """A sentence about itself: "Em chưa hiểu", or "Chưa hiểu" while the form of address is not known."""
        return self.I + words if self.me else upper_first(words)


def base_name(indicator: Indicator) -> str:
    """Whom or what the denominator counts; an office's own base is worded by the indicator's own sheet."""
    return _name_of_base(indicator.base) or indicator.denominator or "tổng số"


@lru_cache
def _name_of_base(key: str | None) -> str | None:
    found = bases().get(key or "")
    return found.name if found is not None else None


def upper_first(text: str) -> str:
    """The first letter as a capital."""
    return text[:1].upper() + text[1:]


LABEL_MOST = 40


def level_label(number: int, level: str) -> str:
    """1. cấp Trưởng; a long level by what stands in brackets at its end, else cut after a word."""
    short = re.search(r"\(([^()]{3,30})\)$", level)
    text = f"{number}. {short[1] if short else level}"
    return text if len(text) <= LABEL_MOST else text[:LABEL_MOST].rsplit(" ", 1)[0] + "…"


def asks_right(indicator: Indicator) -> str:
    """What is asked of an answer that was sent back."""
    if indicator.kind is Kind.BOOLEAN:
        return "“Có” hay “không” ạ?"
    if indicator.kind is Kind.LEVEL:
        return "Mức đúng là số mấy ạ?\n" + "\n".join(f"{n}. {level}" for n, level in enumerate(indicator.levels, 1))
    return "Nội dung đúng là gì ạ?" if indicator.kind is Kind.TEXT else "Số đúng là bao nhiêu ạ?"


def number(value: int) -> str:
    """1068 → "1.068"."""
    return str(value) if -1000 < value < 1000 else f"{value:,}".replace(",", ".")


def percent(num: int, den: int) -> str:
    """79,2% of 412/520, half up to one decimal, ",0" kept; "–" over nothing."""
    if den == 0:
        return "–"
    tenths = percent_tenths(num, den)
    return f"{number(tenths // 10)},{tenths % 10}%"


def rate(hundredths: int) -> str:
    """8232 → "82,3%" (half up); whole numbers without a decimal when they were said so."""
    tenths = (hundredths + 5) // 10
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 or hundredths % 100 else f"{tenths // 10}%"


def target(value: Target | None) -> str:
    """The target as people say it: "65%", "trên 80%", "có"."""
    if value is None:
        return ""
    if isinstance(value.value, bool):
        return "có" if value.value else "không"
    if isinstance(value.value, str):
        return value.value
    said = rate(value.value) if value.unit == "%" else number(value.value)
    return f"trên {said}" if value.op == ">" else said


def count(value: Count | None, indicator: Indicator) -> str:
    """A figure in one breath, without its rate: "412/520 người", "có", "chưa có số"."""
    if value is None or value.state is State.UNKNOWN:
        return "chưa có số"
    if value.state is State.NOT_APPLICABLE:
        return "không áp dụng"
    about = "khoảng " if value.estimate else ""
    if value.choice is not None:
        return value.choice
    if value.text is not None:
        return f"“{value.text}”"
    if value.num is not None and value.den is not None:
        return f"{about}{number(value.num)}/{number(value.den)}{_unit(indicator)}"
    if value.num is not None:
        return f"{about}{number(value.num)}{_unit(indicator)}"
    if value.rate is not None:
        return f"{about}{rate(value.rate)} (không có số đếm)"
    return "chưa có số"


def _unit(indicator: Indicator) -> str:
    return f" {indicator.count_unit}" if indicator.count_unit and indicator.kind is not Kind.TEXT else ""


def share(value: Count | None) -> str:
    """The rate of a figure that has counts: "79,2%", else nothing."""
    if value is None or value.num is None or not value.den:
        return ""
    return percent(value.num, value.den)


def day(value: date | datetime) -> str:
    """30/6."""
    local = value.astimezone(HANOI) if isinstance(value, datetime) else value
    return f"{local.day}/{local.month}"


def long_day(value: date | datetime) -> str:
    """thứ Sáu 30/6."""
    local = value.astimezone(HANOI).date() if isinstance(value, datetime) else value
    return f"{_WEEKDAYS[local.weekday()]} {local.day}/{local.month}"


def moment(value: datetime) -> str:
    """16:05 ngày 26/6."""
    local = value.astimezone(HANOI)
    return f"{local:%H:%M} ngày {local.day}/{local.month}"


def left(due: datetime, now: datetime) -> str:
    """ "còn 5 ngày", "hôm nay", "còn 1 ngày (mai)", "đã quá 2 ngày"."""
    days = (due.astimezone(HANOI).date() - now.astimezone(HANOI).date()).days
    if days > 1:
        return f"còn {days} ngày"
    if days == 1:
        return "còn 1 ngày, là mai"
    if days == 0:
        return f"hôm nay, {due.astimezone(HANOI):%H:%M}" if now <= due else "đã hết hạn hôm nay"
    return f"đã quá {-days} ngày"


def by_when(due: datetime, now: datetime) -> str:
    """16:00 hôm nay; 16:00 mai; 16:00 thứ Sáu 30/6"""
    local = due.astimezone(HANOI)
    days = (local.date() - now.astimezone(HANOI).date()).days
    day_said = {0: "hôm nay", 1: "mai"}.get(days) or long_day(local)
    return f"{local:%H:%M} {day_said}"


def at_hour(moment: datetime, now: datetime) -> str:
    """sáng mai 7 giờ; chiều nay 13 giờ 30; thứ Sáu 30/6, 9 giờ"""
    local = moment.astimezone(HANOI)
    hour = f"{local.hour} giờ" + (f" {local.minute}" if local.minute else "")
    part = "sáng" if local.hour < 11 else "trưa" if local.hour < 13 else "chiều" if local.hour < 18 else "tối"
    days = (local.date() - now.astimezone(HANOI).date()).days
    near = {0: "nay", 1: "mai"}.get(days)
    return f"{part} {near} {hour}" if near else f"{long_day(local)}, {hour}"


def period(key: str) -> str:
    """2023-H1 → "6 tháng đầu năm 2023"."""
    year, _, part = key.partition("-")
    if not part:
        return f"năm {year}"
    if part == "H1":
        return f"6 tháng đầu năm {year}"
    if part == "H2":
        return f"6 tháng cuối năm {year}"
    if part.startswith("Q"):
        return f"quý {part[1:]} năm {year}"
    return f"tháng {int(part)}/{year}"


def round_name(campaign: Campaign) -> str:
    """A round as people call it: by its own name where it has a short one, else by its period."""
    return campaign.name if campaign.name and len(campaign.name) <= SHORT_NAME else period(campaign.period)


_KINDS = ("thị trấn", "thị xã", "thành phố", "khu phố", "tổ dân phố")


def kind_of(unit: str) -> str:
    """Xã, phường, thị trấn, huyện: what a unit is, by its name."""
    return next((kind for kind in _KINDS if unit.lower().startswith(kind)), unit.split(" ")[0].lower())


def either(names: Sequence[str]) -> str:
    """Thôn 1, Thôn 2 hay Thôn 5: what is to be chosen from."""
    return ", ".join(names[:-1]) + f" hay {names[-1]}" if len(names) > 1 else "".join(names)


def listed(names: Sequence[str], most: int = 8, rest: str = "nơi") -> str:
    """Thôn 1, Thôn 2 và Thôn 5; a long list ends with how many more, of what `rest` says."""
    if len(names) > most:
        return ", ".join(names[:most]) + f" và {len(names) - most} {rest} khác"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " và " + names[-1]
