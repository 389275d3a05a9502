"""Who will be reminded: the plan of the next days, by message."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from handlers import asking
from handlers.language.errands import Errand
from handlers.language.text import cut
from handlers.language.times import find_until
from handlers.standing import top_of
from handlers.texts import foreseen as texts
from handlers.texts.form import HANOI
from handlers.turn import Turn
from scheduler.foresight import Line, lines
from store import units
from store.people import Role

WEEK = timedelta(days=7)


def show(turn: Turn, _found: Errand) -> bool:
    """ "Ai sẽ được nhắc": day by day, whom reminders will reach if nobody answers, and whom not."""
    top = top_of(turn)
    if top is None:
        return False
    begin, end = _span(turn)
    below = {unit.id: unit.name for unit in units.below(turn.db, top)}
    found = [line for line in lines(turn.db, turn.now, max(begin, turn.now), end) if line.unit in below]
    days: dict[date, list[Line]] = defaultdict(list)
    for line in found:
        days[line.at.astimezone(HANOI).date()].append(line)
    shown = [texts.day(day, _told(some, below), _untold(some, below)) for day, some in sorted(days.items())]
    if shown:
        turn.say(texts.plan(shown))
        return True
    later = [line for line in lines(turn.db, turn.now, end, end + timedelta(days=60)) if line.unit in below]
    going = [line.at for line in later if line.outcome in {"sent", "merged"}]
    turn.say(texts.nobody(end, min(going) if going else None))
    return True


def own(turn: Turn, _found: Errand) -> bool:
    """ "Bao giờ em nhắc tôi nữa": the next reminder of the sender, supposing they send nothing before; to an office,
    which is not reminded, those of its villages."""
    if not turn.units(Role.MEMBER):
        return show(turn, _found)
    ahead = lines(turn.db, turn.now, turn.now, turn.now + timedelta(days=60))
    going = [one.at for one in ahead if one.person == turn.person and one.outcome in {"sent", "merged"}]
    if turn.sender.stopped:
        turn.say(texts.own_stopped(turn.voice))
    elif going:
        turn.say(texts.own_next(turn.voice, min(going), turn.now))
    else:
        turn.say(texts.own_none(turn.voice))
    asking.go_on(turn)
    return True


def _span(turn: Turn) -> tuple[datetime, datetime]:
    until = find_until(cut(turn.incoming.text), turn.today)
    if until is None or until.day is None or until.day < turn.today:
        return turn.now, turn.now + WEEK
    begin = datetime.combine(until.day, time(), HANOI).astimezone(turn.now.tzinfo)
    return begin, begin + (WEEK if "tuan" in until.words else timedelta(days=1))


def _told(some: list[Line], names: dict[int, str]) -> dict[str, list[str]]:
    """By stage the units told."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in some:
        if line.outcome in {"sent", "merged"} and names[line.unit] not in found[line.stage]:
            found[line.stage].append(names[line.unit])
    return {stage: units_ for stage, units_ in found.items() if units_}


def _untold(some: list[Line], names: dict[int, str]) -> list[tuple[str, str, str]]:
    """The units not told: (unit, outcome, reason), each once."""
    told = {line.unit for line in some if line.outcome in {"sent", "merged"}}
    found = {
        line.unit: (names[line.unit], line.outcome, line.reason)
        for line in some
        if line.outcome in {"capped", "silenced", "call"} and line.unit not in told
    }
    return list(found.values())
