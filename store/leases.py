"""Who leads a piece of work: a row held for a few seconds on the database's own time, taken over when it runs out.

A lease saves work; nothing is wrong if two believe they lead, for every effect has a unique key besides.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from store.query import Query
from store.session import Db, database_now
from store.tables import LeaseRow

LEASE = LeaseRow.__table__  # type: ignore[attr-defined]
LIFE = timedelta(seconds=5)


def _take(insert: Any) -> Query:
    row = insert(LEASE).values(name=bindparam("name"), holder=bindparam("holder"), until=bindparam("until"))
    return Query(
        row.on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": row.excluded.holder, "until": row.excluded.until},
            where=or_(LEASE.c.holder == row.excluded.holder, LEASE.c.until <= bindparam("now")),
        )
    )


_TAKE = {"sqlite": _take(sqlite_insert), "postgresql": _take(pg_insert)}
_LEADS = Query(select(LEASE.c.holder).where(LEASE.c.name == bindparam("name"), LEASE.c.until > bindparam("now")))
_GIVE_UP = Query(delete(LEASE).where(LEASE.c.name == bindparam("b_name"), LEASE.c.holder == bindparam("b_holder")))


def take(db: Db, name: str, holder: str, life: timedelta = LIFE) -> bool:
    """Take a lease that is free or has run out, or renew one's own; whether `holder` leads now."""
    now = database_now(db)
    return bool(db.run(_TAKE[db.dialect.name], name=name, holder=holder, until=now + life, now=now))


def leads(db: Db, name: str) -> str | None:
    """Who leads now; None if nobody does."""
    row = db.first(_LEADS, name=name, now=database_now(db))
    return None if row is None else str(row.holder)


def give_up(db: Db, name: str, holder: str) -> None:
    """Let somebody else lead at once."""
    db.run(_GIVE_UP, b_name=name, b_holder=holder)
