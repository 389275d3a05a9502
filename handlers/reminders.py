"""What people say about being reminded: promises, snoozes, stop and start; what is skipped for now."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from handlers import asking, help, no_day, plans
from handlers.figures import current, may_enter, write_reason
from handlers.language.errands import Errand
from handlers.language.read import read
from handlers.language.reading import Item, Reading, Until
from handlers.language.text import cut, fold
from handlers.language.times import find_until
from handlers.language.words import TO_TEN
from handlers.scope import READERS, Question, context, named_units, own_reports, question, questions_of
from handlers.texts import collect as collect_texts
from handlers.texts import digest as digest_texts
from handlers.texts import evidence as evidence_texts
from handlers.texts import form, general
from handlers.texts import report as report_texts
from handlers.turn import Turn
from scheduler.days import calendar_of
from scoring.counts import State
from store import digests, outbox, people, promises
from store.conversations import Step
from store.people import Role
from store.reports import Report

_FOLLOW_UP = time(7, 30)
EARLIEST, LATEST = time(7, 0), time(19, 0)
_HOUR_SAID = re.compile(r"\d ?(?:h|g|gio)\b|\bgio\b|\btieng\b")  # else it is a part of the day: "chiều mai"
_ASKS_TO_BE_REMINDED = re.compile(r"\b(?:nhac|hoi|goi) (?:lai|em|toi|bac)\b")
_HOLIDAY_OVER = re.compile(
    r"\b(?:(?:nghi )?(?:le|tet)(?: \d+ ?/ ?\d+)? xong|(?:het|xong|qua|ra|sau|nghi het|an)(?: dot| ky| ngay| may ngay)?"
    r"(?: nghi)? (?:le|tet)(?! hoi))\b"
)
_FEW = r"(?:\d{1,2}|mot|hai|ba|bon|nam|sau|bay)"
_BEFORE_DUE = re.compile(
    rf"\btruoc (?:ngay )?(?:het )?han(?: nop| chot)? (?:khoang )?(?P<first>{_FEW}) (?:ngay|hom|bua)\b"
    rf"|\b(?P<then>{_FEW}) (?:ngay|hom|bua) truoc (?:khi )?(?:den |toi )?(?:ngay )?(?:het )?han\b"
)
_HOLIDAY_NEAR = 45  # days within which a holiday is the one that is meant
_COMING = re.compile(r"\b(?:tuan|thang) toi\b")  # "tuần tới" is no evening
_PARTS = {"chieu": time(13, 30), "toi": time(19, 0), "trua": time(11, 30), "sang": _FOLLOW_UP}


# What an officer is off to, who owes nothing here.
_BUSY = re.compile(r"\b(?:hop|ban|nghi|cong tac|di|sau|mai|chieu|lat|toi|ve|xong)\b")


def promise(turn: Turn, reading: Reading) -> None:
    """ "Còn ngân hàng thứ hai bác gửi": what is named without a figure is asked later; else all that is left."""
    told = {name for one in reading.items if one.number is not None for name in one.names}
    named = {name for one in reading.items for name in one.names} - told
    left = [one for report in asking.owed(turn) for one in asking.missing_of(turn, report)]
    meant = [one for one in left if one.name in named]
    for one in meant or (left if told else []):
        asking.put_off(turn, one)
    postpone(turn, reading.until, [one.indicator.short for one in meant])
    if meant and asking.more(turn):
        asking.go_on(turn)


# "Chờ bác tí": nothing is put off, who writes is only gone for a moment.
_A_MOMENT = re.compile(r"\b(?:cho|doi|khoan) (?:\w+ ){0,2}(?:ti|chut|xiu|teo|lat|ty)\b(?! nua)")


def a_moment(turn: Turn, reading: Reading) -> bool:
    """Somebody asks to be waited for: what is open stays as it is, and nothing is asked again meanwhile."""
    timed = reading.until is not None and (reading.until.day is not None or reading.until.hour is not None)
    if timed or not _A_MOMENT.search(fold(turn.incoming.text)):
        return False
    turn.say(general.take_your_time(turn.voice))
    return True


def postpone(turn: Turn, until: Until | None, names: Sequence[str] = ()) -> None:
    """ "Để mai", "thứ hai tuần sau tôi gửi": silence until then, one follow-up on the day."""
    owed = _meant(turn, [
        one
        for one in own_reports(turn, Role.MEMBER)
        if one.owed and questions_of(turn, one) and not one.closed(turn.now)
    ])  # fmt: skip
    if not owed:
        if turn.talk.office:
            turn.talk.office, turn.talk.asked = False, None
            turn.say(general.office_put_aside(turn.voice))
        elif turn.units(*READERS) and _BUSY.search(fold(turn.incoming.text)):
            turn.say(general.all_right_then(turn.voice))
        elif turn.units(*READERS):
            help.not_understood(turn)
        else:
            _nothing_owed(turn)
        return
    if no_day.told(turn):
        return
    day, at = moment(turn, _before_due(turn, owed) or until)
    for report in owed:
        promises.add_promise(
            turn.db,
            turn.person,
            report.id,
            "snooze" if day == turn.today or _ASKS_TO_BE_REMINDED.search(fold(turn.incoming.text)) else "promise",
            turn.incoming.text[:200],
            turn.message,
            day,
            at,
            turn.now,
        )
    report = _spoken_of(turn, owed)
    missing = sum(len(asking.missing_of(turn, one)) for one in owed)
    where = form.listed(list(dict.fromkeys(one.unit.name for one in owed)))
    asking.lay_aside(turn)
    if day is None or at is None:
        turn.say(general.put_aside(turn.voice, where, missing, form.day(report.due)))
        return
    local = at.astimezone(form.HANOI)
    hour = f"{local.hour} giờ" + (f" {local.minute}" if local.minute else "")
    if day == turn.today:
        when = f"{hour} hôm nay"
    elif day == turn.today + timedelta(days=1):
        when = f"mai {hour}"
    else:
        when = f"{form.long_day(day)}, {hour}"
    turn.say(general.promised(turn.voice, when, where, missing, names, _other_hour(until)))
    if day > report.due.astimezone(form.HANOI).date() >= turn.today:
        turn.say(general.promised_late(turn.voice, form.long_day(report.due)))


def _nothing_owed(turn: Turn) -> None:
    """To a member that no round waits for them; an office owes nothing, and meant something else."""
    live = [one for one in own_reports(turn, Role.MEMBER) if not one.closed(turn.now)]
    if any(asking.missing_of(turn, one) for one in live):
        turn.say(general.noted(turn.voice))  # what was sent with a gap: its figure may still come
        return
    if turn.units(Role.MEMBER) or not turn.units(*READERS):
        turn.say(report_texts.no_round(turn.voice))
    else:
        turn.say(general.not_understood_by_reader(turn.voice))


def seldom(turn: Turn, _found: Errand) -> bool:
    """ "Mỗi tuần nhắc một lần thôi": how often it is anyway, and what makes it rest."""
    turn.say(general.how_often(turn.voice))
    asking.go_on(turn)
    return True


def before_due(turn: Turn, _found: Errand) -> bool:
    """ "Nhắc tôi trước hạn một ngày"."""
    if _BEFORE_DUE.search(fold(turn.incoming.text)) is None:
        return False
    postpone(turn, None)
    return True


def _before_due(turn: Turn, owed: list[Report]) -> Until | None:
    """ "Nhắc tôi trước hạn một ngày": counted from the deadline."""
    said = _BEFORE_DUE.search(fold(turn.incoming.text))
    if said is None:
        return None
    words = said["first"] or said["then"]
    due = min(report.due for report in owed).astimezone(form.HANOI).date()
    day = due - timedelta(days=int(words) if words.isdigit() else TO_TEN[words])
    return Until(day=day) if day >= turn.today else None


def _meant(turn: Turn, owed: list[Report]) -> list[Report]:
    """Of several villages owed: those the message names, else those the last reminder spoke of, else all."""
    named = {unit.id for unit in named_units(turn)} if turn.reading is not None else set()
    if len(named) > 1:
        named = _dated(turn) or named
    if len(named) > 1:  # "thôn 3 thứ hai gửi, thôn 1 có 403": the village whose figure is here promises nothing
        named -= {key["unit"] for key in turn.written}
    told = named or {unit for _, unit, *_ in outbox.last_units(turn.db, turn.person)}
    return [one for one in owed if one.unit.id in told] or owed


_PARTS_OF_TEXT = re.compile(r"[,;.\n]+(?!\d)")


def _dated(turn: Turn) -> set[int]:
    """ "Thôn 1 mai bác báo nốt, thôn 2 gửi luôn đi": the villages named beside a day."""
    found: set[int] = set()
    for part in _PARTS_OF_TEXT.split(turn.incoming.text):
        until = find_until(cut(part), turn.today)
        if until is not None and (until.day is not None or until.hour is not None):
            found |= {int(key) for key in read(part, context(turn, part)).units if key.isdigit()}
    return found


def _spoken_of(turn: Turn, owed: list[Report]) -> Report:
    near = (turn.talk.campaign, turn.talk.unit)
    return next((one for one in owed if (one.campaign.id, one.unit.id) == near), owed[0])


def moment(turn: Turn, until: Until | None) -> tuple[date | None, datetime | None]:
    """The day promised and the moment of the follow-up: 7:30, or the part of the day that was named."""
    if until is None or (until.day is None and until.hour is None):
        back = _after_holiday(turn)
        if back is None:
            return None, None
        until = Until(day=back)
    day = until.day or turn.today
    said = until.hour is not None and _HOUR_SAID.search(until.words) is not None
    hour = time(until.hour, until.minute or 0) if said and until.hour is not None else None
    if hour is None:
        said_words = _COMING.sub("", until.words).split()
        hour = next((at for word, at in _PARTS.items() if word in said_words), _FOLLOW_UP)
    hour = min(max(hour, EARLIEST), LATEST)
    at = datetime.combine(day, hour, form.HANOI)
    if at <= turn.now and day == turn.today and not said:  # "hôm nay tôi gửi": asked about in the evening
        at = datetime.combine(day, LATEST, form.HANOI)
    if at <= turn.now:
        at = datetime.combine(turn.today + timedelta(days=1), _FOLLOW_UP, form.HANOI)
        day = at.date()
    return day, at.astimezone(UTC)


def _after_holiday(turn: Turn) -> date | None:
    """ "Nghỉ lễ xong tôi báo", "ra Tết": the first working day behind the holiday that runs or comes next."""
    if not _HOLIDAY_OVER.search(fold(turn.incoming.text)):
        return None
    near = next(iter(turn.units(Role.MEMBER)), None)
    days = calendar_of(turn.db, near.path if near is not None else None)
    ahead = [turn.today + timedelta(days=n) for n in range(_HOLIDAY_NEAR)]
    first = next((day for day in ahead if days.day_off(day) not in {None, "saturday", "sunday"}), None)
    return next((day for day in ahead if first is not None and day > first and days.day_off(day) is None), None)


def _other_hour(until: Until | None) -> bool:
    """Whether the hour that was named lies outside those in which people are written to."""
    if until is None or until.hour is None or not _HOUR_SAID.search(until.words):
        return False
    return not EARLIEST <= time(until.hour, until.minute or 0) <= LATEST


def skip(turn: Turn, items: tuple[Item, ...], asked: Question | None = None) -> None:
    """ "Bỏ qua", "chưa biết": the next question comes, this one stays open."""
    from handlers.help import named

    asked = asked or named(turn, items)
    waiting = turn.talk.waiting
    if asked is None and waiting is not None and waiting["step"] == Step.EVIDENCE:
        turn.talk.waiting = None
        turn.say(evidence_texts.later())
        asking.go_on(turn)
        return
    key = waiting["question"] if waiting is not None and "question" in waiting else turn.talk.asked
    if asked is None and key is not None:
        asked = question(turn, key)
    if asked is None:
        asking.go_on(turn)
        if not turn.parts:
            turn.say(general.nothing_asked())
        return
    figure = current(turn, asked)
    if figure is not None and figure.count.state is State.GIVEN and not asked.is_(key):
        turn.say(collect_texts.stands(turn.voice, asked.indicator, figure.count, asked.report.unit.name))
        asking.go_on(turn)
        return
    asking.put_off(turn, asked)
    reason = turn.reading.reason if turn.reading is not None else None
    if reason and may_enter(turn, asked) and not asked.report.closed(turn.sent):
        write_reason(turn, asked, reason)
    turn.say(collect_texts.later(turn.voice, asked.indicator))
    asking.go_on(turn)


def stop(turn: Turn) -> None:
    """ "Dừng nhắc" stops the ladder and nothing else."""
    people.set_stopped(turn.db, turn.person, turn.now)
    if not turn.units(Role.MEMBER) and turn.units(*READERS):  # an office hears no ladder, only its digest
        digests.choose(turn.db, turn.person, "off")
        turn.say(digest_texts.switched(turn.voice, "off"))
        return
    turn.say(general.stopped(turn.voice))


def stop_said(turn: Turn) -> None:
    """ "Đừng nhắc nữa": of an officer it may mean a unit, or the morning line: asked once."""
    if not turn.units(Role.MEMBER) and turn.units(*READERS):
        ask_stop(turn)
    else:
        stop(turn)


def ask_stop(turn: Turn) -> None:
    """Whether reminders are to stop, where that may have been said."""
    if not turn.units(Role.MEMBER) and turn.units(*READERS):
        plans.show(turn, "stop", digest_texts.off_asked(turn.voice), [], yes=digest_texts.OFF)
    else:
        plans.show(turn, "stop", general.stop_asked(turn.voice), [])


def start(turn: Turn) -> None:
    """ "Nhận lại"."""
    people.set_stopped(turn.db, turn.person, None)
    turn.say(general.started(turn.voice))
