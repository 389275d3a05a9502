"""Questions about what officers do beside the clock: talks for which they hold it, telephone calls they made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from store.query import Query
from store.session import Db
from store.tables import CallRow, HoldRow

HOLD = HoldRow.__table__  # type: ignore[attr-defined]
CALL = CallRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Hold:
    """An officer talks with a unit by themselves until then."""

    id: int
    unit: int
    person: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """What came of the last telephone call with a unit."""

    unit: int
    person: int
    words: str
    at: datetime


_HELD = Query(
    select(HOLD.c.id, HOLD.c.unit, HOLD.c.person, HOLD.c.until)
    .where(HOLD.c.released_at.is_(None), HOLD.c.until > bindparam("now"))
    .order_by(HOLD.c.id)
)
_ADD_HOLD = Query(
    insert(HOLD).values({name: bindparam(name) for name in ("unit", "person", "since", "until")}).returning(HOLD.c.id)
)
_PROLONG = Query(
    update(HOLD)
    .where(HOLD.c.unit == bindparam("b_unit"), HOLD.c.released_at.is_(None), HOLD.c.until > bindparam("b_now"))
    .values(until=bindparam("b_until"), person=bindparam("b_person"))
)
_RELEASE = Query(
    update(HOLD)
    .where(HOLD.c.unit == bindparam("b_unit"), HOLD.c.released_at.is_(None), HOLD.c.until > bindparam("b_now"))
    .values(released_at=bindparam("b_now"))
)
_ADD_CALL = Query(
    insert(CALL).values({name: bindparam(name) for name in ("unit", "person", "words", "at")}).returning(CALL.c.id)
)
_LAST_CALLS = Query(
    select(CALL.c.unit, CALL.c.person, CALL.c.words, CALL.c.at)
    .where(CALL.c.id.in_(select(func.max(CALL.c.id)).group_by(CALL.c.unit)))
    .order_by(CALL.c.id)
)


def held(db: Db, now: datetime) -> dict[int, Hold]:
    """The units somebody talks with just now."""
    return {one.unit: one for one in (Hold(*row) for row in db.all(_HELD, now=now))}


def hold(db: Db, unit: int, person: int, now: datetime, until: datetime) -> None:
    """The clock is quiet for a unit until then; a talk going on is prolonged."""
    if not prolong(db, unit, person, now, until):
        db.add(_ADD_HOLD, unit=unit, person=person, since=now, until=until)


def prolong(db: Db, unit: int, person: int, now: datetime, until: datetime) -> bool:
    """The officer wrote to the unit again; whether a talk was going on."""
    return bool(db.run(_PROLONG, b_unit=unit, b_person=person, b_now=now, b_until=until))


def release(db: Db, unit: int, now: datetime) -> bool:
    """The clock goes on; whether it had been held."""
    return bool(db.run(_RELEASE, b_unit=unit, b_now=now))


def add_call(db: Db, unit: int, person: int, words: str, at: datetime) -> None:
    """A unit was telephoned."""
    db.add(_ADD_CALL, unit=unit, person=person, words=words, at=at)


def last_calls(db: Db) -> dict[int, Call]:
    """The last call with each unit that was ever telephoned."""
    return {row.unit: Call(*row) for row in db.all(_LAST_CALLS)}
