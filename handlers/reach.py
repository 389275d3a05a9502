"""Whom an order would reach, looked at before it is given: by template at what cost, and whom no channel reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.language.errands import Errand
from handlers.standing import top_of
from handlers.texts import reach as texts
from handlers.turn import Turn
from scheduler.sending import stock
from scheduler.supply import supplies
from scheduler.ways import NO_ADDRESS, Way
from store import people, reminders, units
from store.people import Person, Role
from store.units import Unit


@dataclass(frozen=True, slots=True)
class Reach:
    """The way to each person, the units that are reached, and why the others are not (unit id → name, reason)."""

    ways: Mapping[int, Way]
    reached: frozenset[int] = frozenset()
    shut: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """How many people are written to."""
        return sum(way.place is not None for way in self.ways.values())

    @property
    def note(self) -> str:
        """The cost of templates and the units to be telephoned, as sentences; empty where there is neither."""
        knocks = [way.price for way in self.ways.values() if way.knock]
        said = [texts.cost(len(knocks), sum(knocks))] if knocks else []
        if self.shut:
            said.append(texts.to_call(list(self.shut.values())))
        return " ".join(said)


def show_supplies(turn: Turn, _found: Errand) -> bool:
    """ "Còn bao nhiêu tin": what each account has left, and who can be written to first just now."""
    top = top_of(turn)
    found = supplies(turn.db, top.path, turn.now) if top is not None else []
    if top is None or not found:
        turn.say(texts.no_limits())
        return True
    would = reach(turn, members_below(turn, top))
    knocks = sum(way.knock for way in would.ways.values())
    shut = texts.to_call(list(would.shut.values())) if would.shut else ""
    turn.say(texts.supplies([texts.supply(one) for one in found], would.people - knocks, knocks, shut))
    return True


def members_below(turn: Turn, top: Unit) -> dict[int, tuple[Person, list[Unit]]]:
    """Everybody who answers for a unit in `top` or below, each once with their units."""
    found: dict[int, tuple[Person, list[Unit]]] = {}
    for person, _, unit in people.holders(turn.db, top, turn.now, Role.MEMBER):
        found.setdefault(person.id, (person, []))[1].append(units.unit(turn.db, unit))
    return found


def reach(turn: Turn, found: Mapping[int, tuple[Person, Sequence[Unit]]], *, knocks: bool = True) -> Reach:
    """The way to everybody who answers for these units, as things stand. `knocks`: a template may say it."""
    have, places = stock(turn.db, turn.now), reminders.places(turn.db, found)
    ways = {id: have.take(have.way(places.get(id, ()), turn.now, knocks=knocks), turn.now) for id in found}
    reached = frozenset(unit.id for id, (_, mine) in found.items() if ways[id].place is not None for unit in mine)
    shut = {
        unit.id: (unit.name, ways[id].reason)
        for id, (_, mine) in found.items()
        if ways[id].place is None and ways[id].why != (NO_ADDRESS,)
        for unit in mine
        if unit.id not in reached
    }
    return Reach(ways, reached, shut)
