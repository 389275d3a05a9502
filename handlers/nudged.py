"""Whether a unit has been reminded: how often, when last, and when the clock does it next."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.returns import RETURNED
from handlers.standing import may_see, rounds, top_of
from handlers.texts import orders as texts
from handlers.texts import status as status_texts
from handlers.turn import Turn
from scheduler.foresight import Line, lines
from store import people
from store.messages import Button
from store.people import Role
from store.units import Unit

AHEAD = timedelta(days=60)
_GONE = {"sent", "merged"}


def tell(turn: Turn, named: Sequence[Unit]) -> None:
    """ "Đã nhắc thôn 1 chưa", "hôm nay nhắc ai rồi": of the units named, else of all that still owe."""
    top = top_of(turn)
    hidden = [unit for unit in named if not may_see(turn, unit)]
    if top is None or hidden:
        turn.say(status_texts.not_yours_to_see(turn.voice, hidden[0].name if hidden else "nơi này"))
        return
    found = rounds(turn, top)
    reports = [report for one in found for report in one.reports if one.asked(turn, report)]
    owing = {report.unit.id for report in reports if report.owed and not report.closed(turn.now)}
    wanted = list(named) or list({r.unit.id: r.unit for r in reports if r.owed and r.unit.id != top.id}.values())
    if not wanted:
        turn.say(texts.nobody_owes([]))
        return
    running = {one.campaign.id for one in found}
    begin = min(one.campaign.opens for one in found) if found else turn.now
    just_now = turn.now + timedelta(seconds=1)  # what was ordered this very moment is among what was
    told = [line for line in lines(turn.db, just_now, begin, just_now + AHEAD) if line.campaign in running]
    said = [_line(turn, unit, unit.id in owing, [line for line in told if line.unit == unit.id]) for unit in wanted]
    may = bool(turn.units(Role.OFFICER, Role.SUPERVISOR))
    late = [unit for unit in wanted if unit.id in owing] if may else []
    label = texts.REMIND_ONE.format(late[0].name) if len(late) == 1 else status_texts.REMIND
    does = {"do": "remind", "unit": late[0].id} if len(late) == 1 else {"do": "remind_all"}
    turn.say(texts.nudges(said), *([Button(label, does)] if late else []))


def _line(turn: Turn, unit: Unit, owes: bool, told: Sequence[Line]) -> str:
    told = [line for line in told if line.stage != RETURNED]  # a figure sent back is no reminder
    waits = {line.key for line in told if line.at > turn.now}  # ordered, and not left yet
    sent = sorted({line.at for line in told if line.outcome in _GONE and line.at <= turn.now and line.key not in waits})
    ahead = [line.at for line in told if line.outcome in _GONE and line.at > turn.now]
    members = people.holders_of(turn.db, unit, turn.now, Role.MEMBER)
    stopped = bool(members) and all(one.stopped for one in members)
    return texts.nudged(unit.name, sent, min(ahead) if ahead else None, owes, stopped=stopped)
