"""Questions the list of reminders asks: what was decided when, and what already waits to leave."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import String, and_, bindparam, cast, literal, select

from store.accounts import ACCOUNT
from store.outbox import OUTBOX
from store.promises import PLANNED, PROMISE
from store.query import Query
from store.session import Db


class Row(NamedTuple):
    """A decision with the moment it was taken, or at which its message may leave. `channel` is the one its message goes
    by; `kind`: promise or snooze."""

    key: str
    person: int
    campaign: int
    unit: int
    stage: str
    reason: str | None
    outcome: str
    at: datetime
    channel: str | None = None
    kind: str | None = None


_COLUMNS = tuple(PLANNED.c[name] for name in ("key", "person", "campaign", "unit", "stage", "reason", "outcome"))
_WHOLE = and_(PLANNED.c.person.is_not(None), PLANNED.c.campaign.is_not(None), PLANNED.c.unit.is_not(None))
_BETWEEN = Query(
    select(*_COLUMNS, PLANNED.c.at, ACCOUNT.c.channel, PROMISE.c.kind)
    .select_from(
        PLANNED.outerjoin(PROMISE, PLANNED.c.key == literal("promise/") + cast(PROMISE.c.id, String))
        .outerjoin(OUTBOX, OUTBOX.c.id == PLANNED.c.outbox)
        .outerjoin(ACCOUNT, ACCOUNT.c.id == OUTBOX.c.account)
    )
    .where(_WHOLE, PLANNED.c.at >= bindparam("begin"), PLANNED.c.at < bindparam("end"))
    .order_by(PLANNED.c.id)
)
_WAITING = Query(
    select(*_COLUMNS, OUTBOX.c.not_before, ACCOUNT.c.channel)
    .select_from(PLANNED.join(OUTBOX, OUTBOX.c.id == PLANNED.c.outbox).join(ACCOUNT, ACCOUNT.c.id == OUTBOX.c.account))
    .where(_WHOLE, OUTBOX.c.state == "queued", OUTBOX.c.not_before > bindparam("now"))
    .order_by(PLANNED.c.id)
)


def decided_between(db: Db, begin: datetime, end: datetime) -> list[Row]:
    """What was decided from one moment to another."""
    return [Row(*row) for row in db.all(_BETWEEN, begin=begin, end=end)] if begin < end else []


def waiting(db: Db, now: datetime) -> list[Row]:
    """What an officer ordered and waits for the hours people are written to."""
    return [Row(*row) for row in db.all(_WAITING, now=now)]


def kinds(db: Db, promises: Iterable[int]) -> dict[str, str]:
    """Of some promises: under which key their follow-up is decided, and whether it is a promise or a snooze."""
    wanted = sorted(promises)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        rows = db.execute(select(PROMISE.c.id, PROMISE.c.kind).where(PROMISE.c.id.in_(wanted[start : start + 500])))
        found |= {f"promise/{row.id}": row.kind for row in rows}
    return found
