"""Questions about days and hours: which days an office declared off or worked, when people may be written to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from store.query import Query
from store.session import Db
from store.tables import DayOffRow, WritingHoursRow

DAY_OFF = DayOffRow.__table__  # type: ignore[attr-defined]
HOURS = WritingHoursRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class DeclaredDay:
    """A day of a unit and all below it that differs from the public calendar. `name` None: it is worked."""

    unit: int
    day: date
    name: str | None


@dataclass(frozen=True, slots=True)
class WritingHours:
    """When a unit (and all below it) or a person may be written to, in minutes of the local day, `last` excluded."""

    unit: int | None
    person: int | None
    first: int
    last: int


_DAYS = Query(select(DAY_OFF.c.unit, DAY_OFF.c.day, DAY_OFF.c.name).order_by(DAY_OFF.c.id))


def _declare(made: Any) -> Query:
    row = made(DAY_OFF).values({name: bindparam(name) for name in ("unit", "day", "name", "person", "at")})
    changed = {"name": row.excluded.name, "person": row.excluded.person, "at": row.excluded.at}
    return Query(row.on_conflict_do_update(index_elements=["unit", "day"], set_=changed).returning(DAY_OFF.c.id))


_DECLARE = {"sqlite": _declare(sqlite_insert), "postgresql": _declare(pg_insert)}
_UNDECLARE = Query(delete(DAY_OFF).where(DAY_OFF.c.unit == bindparam("b_unit"), DAY_OFF.c.day == bindparam("b_day")))
_HOURS = Query(select(HOURS.c.unit, HOURS.c.person, HOURS.c.first, HOURS.c.last))
_DROP_UNIT = Query(delete(HOURS).where(HOURS.c.unit == bindparam("b_unit")))
_DROP_PERSON = Query(delete(HOURS).where(HOURS.c.person == bindparam("b_person")))
_ADD_HOURS = Query(
    insert(HOURS)
    .values({name: bindparam(name) for name in ("unit", "person", "first", "last", "at")})
    .returning(HOURS.c.id)
)


def declared(db: Db) -> list[DeclaredDay]:
    """Every day an office declared."""

    def read() -> list[DeclaredDay]:
        return [DeclaredDay(*row) for row in db.all(_DAYS)]

    return db.kept(("declared days",), ("day_off",), read)


def declare(db: Db, unit: int, day: date, name: str | None, person: int | None, at: datetime) -> None:
    """For a unit and all below it a day is off under this name, or worked (None)."""
    db.add(_DECLARE[db.dialect.name], unit=unit, day=day, name=name, person=person, at=at)


def undeclare(db: Db, unit: int, day: date) -> bool:
    """The day is as the public calendar says again; whether it had been declared."""
    return bool(db.run(_UNDECLARE, b_unit=unit, b_day=day))


def writing_hours(db: Db) -> list[WritingHours]:
    """Everybody's hours that are not the usual ones."""

    def read() -> list[WritingHours]:
        return [WritingHours(*row) for row in db.all(_HOURS)]

    return db.kept(("writing hours",), ("writing_hours",), read)


def set_hours(
    db: Db, at: datetime, *, unit: int | None = None, person: int | None = None, span: tuple[int, int] | None
) -> None:
    """The hours of a unit or a person (minutes from and until), or the usual ones again (None)."""
    if unit is not None:
        db.run(_DROP_UNIT, b_unit=unit)
    else:
        db.run(_DROP_PERSON, b_person=person)
    if span is not None:
        db.add(_ADD_HOURS, unit=unit, person=person, first=span[0], last=span[1], at=at)
