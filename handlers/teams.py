"""Writing to the teams: who answers for a unit, one message each, in the hours people are written to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from handlers.deadlines import counts, reason_off
from handlers.reach import reach
from handlers.texts import form
from handlers.texts import officer as texts
from handlers.texts.form import HANOI, Voice
from handlers.turn import Turn
from scheduler import sending
from scheduler.calendar import calendar
from store import outbox, people
from store.messages import Reply
from store.people import Person, Role
from store.session import Db
from store.units import Unit


def morning(turn: Turn) -> datetime | None:
    """The next moment people may be written to, if that is not now."""
    hours = calendar(turn.db.data)
    return None if hours.open_at(turn.now) else hours.next_open(turn.now)


def opens(turn: Turn) -> str | None:
    """The same moment in words: "sáng mai 7 giờ"."""
    later = morning(turn)
    return form.at_hour(later, turn.now) if later is not None else None


def day_off(turn: Turn, unit: Unit, asked: datetime | None) -> str:
    """Where a deadline was asked for on a day off: until when it counts and why, as a sentence; else nothing."""
    if asked is None:
        return ""
    when = counts(turn.db, unit, asked)
    if when.asked is None:
        return ""
    return texts.day_off(asked, when.due, reason_off(turn.db, unit, asked.astimezone(HANOI).date()))


def members_of(turn: Turn, wanted: Iterable[Unit]) -> dict[int, tuple[Person, list[Unit]]]:
    """Who answers for these units, each person once with their units; not the sender."""
    chosen = {unit.id: unit for unit in wanted}
    if not chosen:
        return {}
    tops = list(chosen.values()) if len(chosen) == 1 else turn.units(Role.OFFICER, Role.SUPERVISOR)
    found: dict[int, tuple[Person, list[Unit]]] = {}
    for top in tops:
        for person, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER):
            if unit in chosen and person.id != turn.person:
                mine = found.setdefault(person.id, (person, []))[1]
                if chosen[unit] not in mine:
                    mine.append(chosen[unit])
    return found


def welcome(db: Db, person: int, unit: int, role: Role, now: datetime) -> None:
    """Greet somebody who was given a role, a member with the open question, in the hours they are written to."""
    place = sending.place_of(db, person, now)
    if place is not None:
        outbox.queue(
            db, account=place.account, address=place.address, user=place.user, person=person, kind="notice",
            recipe={"say": "welcome", "unit": unit, "role": role.value}, now=now, priority=outbox.PUSH,
        )  # fmt: skip


def _officers_of(turn: Turn, offices: Iterable[Unit]) -> dict[int, tuple[Person, list[Unit]]]:
    """The officers of these very units, beside the sender."""
    found: dict[int, tuple[Person, list[Unit]]] = {}
    for unit in offices:
        for person in people.holders_of(turn.db, unit, turn.now, Role.OFFICER):
            if person.id != turn.person:
                found.setdefault(person.id, (person, []))[1].append(unit)
    return found


def answering_for(turn: Turn, wanted: Iterable[Unit]) -> dict[int, tuple[Person, list[Unit]]]:
    """Who is reminded of what these units owe: their teams, and for a commune's own report its officers."""
    chosen = list(wanted)
    found = members_of(turn, chosen)
    offices = _officers_of(turn, [unit for unit in chosen if unit.level != "thon"])
    return found | {id: who for id, who in offices.items() if id not in found}


def tell_members(
    turn: Turn, wanted: Iterable[Unit], words: Callable[[Voice, Sequence[Unit]], str], *,
    asks: dict[str, Any] | None = None,
) -> int:  # fmt: skip
    """Write to everybody who answers for these units, one message each, in hours; how many people are reached.

    For a commune's own report these are its officers. To somebody no channel reaches just now it goes if they write
    within a day.
    """
    chosen = list(wanted)
    found, members = answering_for(turn, chosen), members_of(turn, chosen)
    later = morning(turn)
    for id, (person, mine) in found.items():
        text = words(Voice.of(person.form, Role.MEMBER if id in members else Role.OFFICER), mine)
        turn.others.append(Reply(text, (), person.id, "notice", asks, numeric=asks is not None, not_before=later))
    return reach(turn, found, knocks=False).people


def unheard(turn: Turn, about: Iterable[Unit], message: int) -> bool:
    """Whether what an order told these teams had not left: it stays here, and nobody has to hear of its end."""
    found = False
    for person in members_of(turn, about):
        for row in outbox.held_back(turn.db, person, "notice"):
            if row.cause == message:
                outbox.end(turn.db, row.id, "dropped", "taken back")
                found = True
    return found


def told_words(turn: Turn, people_told: int) -> str:
    """Whether the team has been written to, or will be in the morning."""
    return texts.team_told(turn.voice, people_told, opens(turn))
