"""Days off, working Saturdays and hours, declared by message: deadlines ahead count anew, and that is said."""

import re
from datetime import date, timedelta

from handlers import asking
from handlers.language.errands import Errand
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.scope import named_units
from handlers.standing import may_see
from handlers.texts import days as texts
from handlers.texts import officer as officer_texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scheduler.days import calendar_of, count_again
from store import campaigns, days
from store.audit import audit
from store.people import Role
from store.units import Unit

AHEAD = timedelta(days=120)
EARLIEST, LATEST, SHORTEST = 5 * 60, 22 * 60, 60
USUAL_FIRST, USUAL_LAST = 7 * 60, 20 * 60
_HOUR = re.compile(r"(?P<h>\d{1,2}) ?(?:h|g|gio|:) ?(?P<m>[0-5]\d)?(?: (?P<part>sang|trua|chieu|toi))?")


def _office(turn: Turn) -> Unit:
    return min(turn.units(Role.OFFICER, Role.SUPERVISOR), key=lambda unit: unit.path.count("/"))


def _day(turn: Turn, about: str) -> date | None:
    until = find_until(cut(about), turn.today)
    return until.day if until is not None else None


def off(turn: Turn, found: Errand) -> bool:
    """ "Nghỉ bù 31/8", "ngày 31/8 nghỉ"."""
    return _declare(turn, found, texts.reason(found.words))


def worked(turn: Turn, found: Errand) -> bool:
    """ "Ngày 22/8 làm bù"."""
    return _declare(turn, found, None)


def _declare(turn: Turn, found: Errand, name: str | None) -> bool:
    day = _day(turn, found.about)
    if day is None:
        return False
    unit = _office(turn)
    days.declare(turn.db, unit.id, day, name, turn.person, turn.now)
    audit(turn.db, "day.declared", turn.now, person=turn.person, unit=unit.id, day=day, off=name)
    turn.say(texts.declared(unit.name, day, name))
    _count_again(turn, unit)
    return True


def plain(turn: Turn, found: Errand) -> bool:
    """ "Bỏ nghỉ bù 31/8": as the public calendar says."""
    day = _day(turn, found.about)
    if day is None:
        return False
    unit = _office(turn)
    was = days.undeclare(turn.db, unit.id, day)
    if was:
        audit(turn.db, "day.undeclared", turn.now, person=turn.person, unit=unit.id, day=day)
    turn.say(texts.undeclared(day, was, calendar_of(turn.db, unit.path).day_off(day)))
    if was:
        _count_again(turn, unit)
    return True


def _count_again(turn: Turn, unit: Unit) -> None:
    for id in count_again(turn.db, unit.path, turn.now):
        one = campaigns.campaign(turn.db, id)
        turn.say(texts.moved(officer_texts.round_of(one), one.due))
    turn.forget_reports()


def listed(turn: Turn, _found: Errand) -> bool:
    """ "Ngày nghỉ sắp tới": holidays and worked Saturdays of the next months."""
    tops = [held.unit for held in turn.held]
    calendar = calendar_of(turn.db, tops[0].path if tops else None)
    found = []
    for ahead in range(AHEAD.days):
        day = turn.today + timedelta(days=ahead)
        name = calendar.holiday(day)
        if name is not None:
            found.append(texts.line(day, name))
        elif day.weekday() >= 5 and calendar.day_off(day) is None:
            found.append(texts.line(day, None))
    turn.say(texts.listed(found))
    return True


# --- hours ----------------------------------------------------------------------------------------------------------


def hours(turn: Turn, found: Errand) -> bool:
    """ "Chỉ nhắn tôi sau 17h", "giờ nhắn thôn 3 từ 8h đến 18h"."""
    span = span_of(found.about, negative=turn.reading is not None and _never(turn.incoming.text))
    if span is None:
        return False
    first, last = span
    if not EARLIEST <= first < last <= LATEST or last - first < SHORTEST:
        turn.say(texts.hours_wrong())
        return True
    return _set(turn, span)


def usual_hours(turn: Turn, _found: Errand) -> bool:
    """ "Nhắn tôi giờ bình thường"."""
    return _set(turn, None)


def which_hours(turn: Turn, _found: Errand) -> bool:
    """ "Đừng nhắn sớm quá": when messages come, and how to name other hours; nothing is turned off by that."""
    if not turn.units(Role.MEMBER):
        turn.say(texts.hours_of_teams(turn.voice))  # an office is written to once a day at most: the teams are meant
        return True
    turn.say(texts.hours_kept(turn.voice))
    asking.go_on(turn)
    return True


def _never(text: str) -> bool:
    return fold(text).startswith(("dung nhan", "khong nhan"))


def _set(turn: Turn, span: tuple[int, int] | None) -> bool:
    named = named_units(turn)
    office = turn.units(Role.OFFICER, Role.SUPERVISOR)
    if named and office:
        if not may_see(turn, named[0]):
            turn.say(status_texts.not_yours_to_see(turn.voice, named[0].name))
            return True
        days.set_hours(turn.db, turn.now, unit=named[0].id, span=span)
        whose, unit = named[0].name, named[0].id
    else:
        days.set_hours(turn.db, turn.now, person=turn.person, span=span)
        whose, unit = turn.voice.you, None
    audit(turn.db, "hours.set", turn.now, person=turn.person, unit=unit, span=span)
    turn.say(texts.hours(whose, *(span or (USUAL_FIRST, USUAL_LAST))))
    return True


def span_of(said: str, *, negative: bool = False) -> tuple[int, int] | None:
    """From when until when, in minutes: "từ 8h đến 18h", "sau 17h", "trước 9h"; "đừng nhắn trước 8h" turns it round."""
    found = list(_HOUR.finditer(said))
    if not found:
        return None
    minutes = [_minutes(match) for match in found[:2]]
    if len(minutes) == 2:
        return minutes[0], minutes[1]
    before = "truoc" in said.split()
    after = bool({"sau", "tu"} & set(said.split()))
    if negative:
        before, after = after, before
    if after:
        return minutes[0], USUAL_LAST if minutes[0] < USUAL_LAST else LATEST
    return (USUAL_FIRST, minutes[0]) if before else None


def _minutes(match: re.Match[str]) -> int:
    hour = int(match["h"])
    if match["part"] in {"chieu", "toi"} and hour < 12:
        hour += 12
    return hour * 60 + int(match["m"] or 0)
