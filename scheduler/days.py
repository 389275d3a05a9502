"""The calendar and the hours that hold for a unit or a person: shipped, of the office's file, declared by officers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache

from scheduler.calendar import USUAL, Calendar, Hours, calendar
from store import campaigns, days, people, reports, units
from store.days import DeclaredDay
from store.session import Db


def calendar_of(db: Db, path: str | None = None) -> Calendar:
    """The calendar of the unit at this path of the tree; without one, only what holds for everybody."""
    whole = calendar(db.data)
    found = days.declared(db) if path is not None else []
    if not found or path is None:
        return whole
    return _declared(whole, tuple(one for one in found if f"/{one.unit}/" in path), path)


def _declared(whole: Calendar, found: tuple[DeclaredDay, ...], path: str) -> Calendar:
    """A day declared nearer to the unit wins over one declared above it."""
    order = [int(part) for part in path.strip("/").split("/")]
    names: dict[date, str | None] = {}
    for one in sorted(found, key=lambda one: order.index(one.unit)):
        names[one.day] = one.name
    off = {day: name for day, name in names.items() if name is not None}
    return whole.with_days(off, frozenset(day for day, name in names.items() if name is None))


@dataclass(frozen=True, slots=True)
class HoursBook:
    """When people may be written to: their own hours, else those of the nearest unit that has any, else the usual."""

    people: dict[int, Hours]
    units: dict[int, Hours]
    usual: Hours = USUAL

    def of(self, person: int, paths: Iterable[str] = ()) -> Hours:
        """The hours of a person who answers for the units at these paths."""
        if person in self.people:
            return self.people[person]
        if self.units:
            for path in paths:
                for id in reversed(path.strip("/").split("/")):
                    if int(id) in self.units:
                        return self.units[int(id)]
        return self.usual


def hours_book(db: Db) -> HoursBook:
    """Everybody's hours."""
    rows = days.writing_hours(db)
    return HoursBook(
        {one.person: _hours(one.first, one.last) for one in rows if one.person is not None},
        {one.unit: _hours(one.first, one.last) for one in rows if one.unit is not None},
    )


def hours_of(db: Db, person: int, now: datetime) -> Hours:
    """When one person may be written to."""
    book = hours_book(db)
    if not book.people and not book.units:
        return book.usual
    return book.of(person, [held.unit.path for held in people.roles(db, person, now)])


@lru_cache(maxsize=256)
def _hours(first: int, last: int) -> Hours:
    return Hours(time(first // 60, first % 60), time(last // 60, last % 60))


@dataclass(frozen=True, slots=True)
class Counted:
    """A deadline as it counts, the closing that goes with it, and the day that was asked for if that is off."""

    due: datetime
    closes: datetime | None
    asked: datetime | None


def counted(found: Calendar, due: datetime, closes: datetime | None = None) -> Counted:
    """What a deadline comes to: on a day off it moves, and the closing with it (Civil Code, article 148)."""
    shown = found.deadline(due)
    if shown.moved_from is None:
        return Counted(due, closes, None)
    return Counted(shown.at, found.closing(due, closes, shown.at), due)


def count_again(db: Db, path: str, now: datetime) -> list[int]:
    """After the calendar of a unit changed, its open deadlines ahead count anew; the campaigns that moved."""
    moved = []
    for one in campaigns.campaigns(db):
        root = units.unit(db, one.root)
        if one.closed(now) or not (root.path.startswith(path) or path.startswith(root.path)):
            continue
        mine = calendar_of(db, root.path)
        due, closes = one.asked_due or one.due, one.closes
        if closes is not None:
            closes -= one.due - due
        new = counted(mine, due, closes)
        if new.due != one.due and max(new.due, one.due) > now and root.path.startswith(path):
            campaigns.set_due(db, one.id, new.due, new.closes, new.asked)
            moved.append(one.id)
        for report in reports.reports_of_campaign(db, one.id):
            if report.own_due is None or not report.unit.path.startswith(path):
                continue
            own = counted(calendar_of(db, report.unit.path), report.asked_due or report.own_due)
            if own.due != report.own_due and own.due > now:
                reports.extend(db, report.id, own.due, report.due_reason, own.asked)
                moved.append(one.id)
    return list(dict.fromkeys(moved))


def widest(book: HoursBook) -> Hours:
    """From the first to the last hour anybody at all may be written to."""
    every = [book.usual, *book.people.values(), *book.units.values()]
    return replace(book.usual, first=min(one.first for one in every), last=max(one.last for one in every))
