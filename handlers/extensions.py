"""More time: given in plain words, and who has been given it, until when and why."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers import orders, plans, reminders, reopening, which_round
from handlers.language.errands import Errand
from handlers.language.reading import Until
from handlers.language.reasons import reason_told
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.scope import named_outside, own_reports
from handlers.standing import may_see, rounds, top_of
from handlers.teams import tell_members, told_words
from handlers.texts import officer as officer_texts
from handlers.texts import orders as texts
from handlers.texts import status as status_texts
from handlers.texts.form import HANOI, Voice
from handlers.turn import Turn
from scheduler import remind as ladder
from store import people, reports, units
from store.audit import audit, newest
from store.people import Role
from store.reports import Report
from store.units import Unit

# So long behind the deadline; "hai hôm nữa" is counted from today.
_LONGER = re.compile(r"^(?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay|muoi) (?:ngay|hom|bua|tuan)$")


def give(turn: Turn, found: Errand) -> bool:
    """ "Thôn 2 xin lùi, cho thôn 2 đến 4/7 nhé": an extension, or a reopening where the round has closed."""
    until = find_until(cut(found.about), turn.today)
    reason = reason_told(turn.incoming.text, turn.today)
    named = [unit for unit in named_outside(turn, reason) if unit.level == "thon"]
    if len(named) != 1 or until is None or until.day is None:
        return False
    of_unit = reports.reports_of_unit(turn.db, named[0].id, turn.now)
    if of_unit and all(one.closed(turn.now) for one in of_unit):
        return reopening.reopen(turn, found)
    orders.extend(turn, named[0], until, reason)
    return True


# "Thôn 3 được nộp chậm 2 ngày nhỉ": asked, and nothing given.
_ASKED = re.compile(r"\?|\b(?:nhi|ha|hay sao|phai khong|dung khong|duoc khong|chua|khong)[ .!]*$")


def given(turn: Turn, found: Errand) -> bool:
    """ "Thôn 3 được nộp chậm 2 ngày": said by the office, it is so; a question gives nothing."""
    if _ASKED.search(fold(turn.incoming.text)):
        return False
    return give(turn, found)


def wanted(turn: Turn, _found: Errand) -> bool:
    """ "Cho tôi xin thêm mấy ngày, đến mùng 4": the office is told, and decides."""
    if turn.units(Role.OFFICER, Role.SUPERVISOR):
        return False
    ask(turn, None, find_until(cut(turn.incoming.text), turn.today))
    return True


def reopen_wanted(turn: Turn, _found: Errand) -> bool:
    """ "Mở lại cho tôi với", said by a team after the closing: the office is told, and decides."""
    mine = next(iter(turn.units(Role.MEMBER)), None)
    owed = [one for one in own_reports(turn, Role.MEMBER) if one.owed]
    if mine is None or not owed or not all(one.closed(turn.now) for one in owed):
        return False
    found = [one for one in people.officers_above(turn.db, mine, turn.now) if one.id != turn.person]
    for officer in found:
        turn.tell(officer.id, texts.reopening_wanted(mine.name, turn.incoming.text[:200]), kind="help")
    turn.say(texts.reopening_asked(turn.voice, mine.name, found[0].name if found else None))
    return True


def ask(turn: Turn, unit: Unit | None, until: Until | None) -> None:
    """A team that wants more time: the office decides; a day that the deadline allows anyway is a promise."""
    dues = [one.due for one in own_reports(turn, Role.MEMBER) if one.owed and unit in {None, one.unit}]
    due = min(dues).astimezone(HANOI).date() if dues else None
    if until is not None and until.day is not None and due is not None and _LONGER.search(until.words):
        until = replace(until, day=max(due, turn.today) + (until.day - turn.today))  # "nộp chậm 2 hôm"
    if until is not None and until.day is not None and due is not None and until.day <= due:
        reminders.postpone(turn, until)
    else:
        orders.extend(turn, unit, until, None)


_TO_A_DAY = re.compile(r"\b(?:den|toi|sang|het|ve)\b")
_OF_SENDING = re.compile(r"\b(?:nop|gui|bao|hen|hua|xong|lam|nhac|goi|hop|co so)\b")
_FEW_WORDS = 12


def again(turn: Turn) -> bool:
    """ "À thôi thôn 5 đến thứ tư tuần sau": a village that has more time already is given another day."""
    said = fold(turn.incoming.text)
    named = [unit for unit in named_outside(turn, None) if unit.level == "thon"]
    if len(named) != 1 or not turn.units(Role.OFFICER, Role.SUPERVISOR) or len(said.split()) > _FEW_WORDS:
        return False
    if _TAKES_BACK.search(said):
        return withdrawn(turn, named[0])  # "thôn 4 lấy hạn cũ nhé"
    until = find_until(cut(turn.incoming.text), turn.today)
    if until is None or until.day is None or not _TO_A_DAY.search(said) or _OF_SENDING.search(said):
        return False
    if not any(one.owed and _has_more(one) for one in reports.reports_of_unit(turn.db, named[0].id, turn.now)):
        return False
    orders.extend(turn, named[0], until, None)
    return True


_TAKES_BACK = re.compile(
    r"\b(?:thoi|khong|khoi|huy|rut|bo|dung)(?: \w+){0,3} (?:gia han|lui|them han|noi han)\b"
    r"|\b(?:khong|khoi|dung|khoan|chua)(?: \w+){0,2} cho (?:\w+ ){1,5}?(?:them|cham|muon|tre|lui)\b"
    r"|\b(?:lay|giu|ve|tra|theo|nhu)(?: lai| ve)* han (?:cu|chung|truoc)\b"
)


def withdrawn(turn: Turn, unit: Unit) -> bool:
    """ "Thôi không gia hạn cho thôn 5 nữa": shown, and after a yes the deadline of all is theirs again."""
    if not _TAKES_BACK.search(fold(turn.incoming.text)) or not may_see(turn, unit) or _well_then(turn, unit):
        return False
    more = which_round.of_round(turn, _extended(turn, unit))
    if not more:
        turn.say(texts.none_extended([unit.name], min(_dues(turn, unit), default=turn.now)))
    elif more[0].campaign.due <= turn.now:
        turn.say(texts.withdraw_past(unit.name, more[0].campaign.due, more[0].due))
    else:
        more = [one for one in more if one.campaign.due == more[0].campaign.due]
        name = which_round.to_say(turn, [one.campaign for one in more])
        plan = texts.withdraw_plan(unit.name, more[0].due, more[0].campaign.due, name)
        plans.show(turn, "withdraw", plan, [unit.id], rounds=[one.campaign.id for one in more])
    return True


_WELL = re.compile(
    r"^(?:(?:a|u|uh|um|vay|the|ok) )*thoi,? (?:(?:thi|cu|vay|the|em|giup) )*(?:gia han|lui|them han|noi han|cho)\b"
)
_DENIES = re.compile(r"\b(?:khong|khoi|huy|rut|bo|dung(?! han)|nua)\b")


def _well_then(turn: Turn, unit: Unit) -> bool:
    """ "Thôi gia hạn thôn 5 đến 6/7 đi": a new day behind "well then" is given, and no extension taken back."""
    said, until = fold(turn.incoming.text), find_until(cut(turn.incoming.text), turn.today)
    if until is None or until.day is None or not _WELL.search(said) or _DENIES.search(said):
        return False
    mine = [one.due.astimezone(HANOI).date() for one in _extended(turn, unit)]
    return until.day > turn.today and until.day not in mine


def _extended(turn: Turn, unit: Unit) -> list[Report]:
    """What a unit owes with more time than others; on a yes only of the rounds that were shown."""
    found = [one for one in reports.reports_of_unit(turn.db, unit.id, turn.now) if one.owed and _has_more(one)]
    return [one for one in found if not turn.only or one.campaign.id in turn.only]


def _dues(turn: Turn, unit: Unit) -> list[datetime]:
    return [one.due for one in reports.reports_of_unit(turn.db, unit.id, turn.now) if not one.closed(turn.now)]


def _taken_back(turn: Turn, waiting: dict[str, Any]) -> None:
    """The yes."""
    unit = units.unit(turn.db, waiting["about"][0])
    found = _extended(turn, unit)
    for one in found:
        plans.ordered(turn, "extended", [unit.id], orders.deadline_before(one, one.campaign.due))
        reports.extend(turn.db, one.id, one.campaign.due, None)
        audit(turn.db, "report.extension_withdrawn", turn.now, person=turn.person, unit=unit.id, report=one.id)
        ladder.record_past(turn.db, one.campaign.id, turn.now)
    turn.forget_reports()
    if not found:
        turn.say(texts.none_extended([unit.name], min(_dues(turn, unit), default=turn.now)))
        return
    due, name = found[0].campaign.due, which_round.to_say(turn, [one.campaign for one in found])

    def words(voice: Voice, _mine: Sequence[Unit]) -> str:
        return texts.withdrawn_note(voice, unit.name, due, name)

    told = tell_members(turn, [unit], words)
    turn.say(texts.withdrawn(unit.name, due, told_words(turn, told), name))


CONFIRMED: dict[str, plans.Act] = {"withdraw": plans.meant(_taken_back)}


def tell(turn: Turn, named: Sequence[Unit]) -> None:
    """ "Thôn nào được gia hạn", "thôn 2 được gia hạn đến bao giờ"."""
    top = top_of(turn)
    hidden = [unit for unit in named if not may_see(turn, unit)]
    if top is None or hidden:
        turn.say(status_texts.not_yours_to_see(turn.voice, hidden[0].name if hidden else "nơi này"))
        return
    wanted = {unit.id for unit in named}
    found = [report for one in rounds(turn, top) for report in one.reports if one.asked(turn, report)]
    found = [report for report in found if not wanted or report.unit.id in wanted]
    later = [report for report in found if _has_more(report)]
    waiting = _wishes(turn, [report for report in found if report.owed and not _has_more(report)])
    if not found:
        turn.say(status_texts.no_rounds(named[0].name if named else top.name))
    elif later:
        several = len({report.campaign.id for report in later}) > 1
        turn.say(texts.extensions([_line(report, several) for report in later], turn.now))
    elif not waiting:
        turn.say(texts.none_extended([unit.name for unit in named], min(report.due for report in found)))
    for wish in waiting:
        turn.say(wish)


def _wishes(turn: Turn, without: Sequence[Report]) -> list[str]:
    """What teams asked for in rounds that run and have not been given."""
    told = {}
    for report in without:
        wish = newest(turn.db, orders.WANTED, report.unit.id, report.campaign.opens)
        if wish is not None:
            told[report.unit.id] = texts.extension_wanted(report.unit.name, wish["day"], wish["words"])
    return list(told.values())


def _has_more(report: Report) -> bool:
    return report.reopened_until is not None or (report.own_due is not None and report.own_due > report.campaign.due)


def _line(report: Report, several: bool) -> str:
    until, why = report.due, report.due_reason
    if report.reopened_until is not None and report.reopened_until > until:
        until, why = report.reopened_until, report.reopen_reason
    name = officer_texts.round_of(report.campaign) if several else ""
    return texts.extension_line(report.unit.name, name, until, why, not report.owed)
