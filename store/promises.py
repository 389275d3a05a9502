"""Questions about promises ("mai tôi gửi") and about what the plan has decided so far."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from store.query import Query
from store.reports import REPORT
from store.session import Db
from store.tables import OutboxRow, PlannedRow, PromiseRow

PROMISE = PromiseRow.__table__  # type: ignore[attr-defined]
PLANNED = PlannedRow.__table__  # type: ignore[attr-defined]
OUTBOX = OutboxRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Promise:
    """A team's word on when it will send; quiets the ladder of its report until that day."""

    id: int
    person: int
    report: int
    kind: str
    words: str
    until_day: date | None
    until_at: datetime | None
    state: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan decided, once per key."""

    key: str
    person: int | None
    campaign: int | None
    unit: int | None
    stage: str
    day: date
    outcome: str
    outbox: int | None


_COLUMNS = tuple(
    PROMISE.c[name] for name in ("id", "person", "report", "kind", "words", "until_day", "until_at", "state", "made_at")
)
_OPEN = Query(
    select(*_COLUMNS)
    .join_from(PROMISE, REPORT, REPORT.c.id == PROMISE.c.report)
    .where(REPORT.c.campaign == bindparam("campaign"), PROMISE.c.state == "open")
    .order_by(PROMISE.c.id)
)
_WORDS = Query(
    select(*_COLUMNS)
    .join_from(PROMISE, REPORT, REPORT.c.id == PROMISE.c.report)
    .where(REPORT.c.campaign == bindparam("campaign"), or_(PROMISE.c.state == "open", PROMISE.c.state == "broken"))
    .order_by(PROMISE.c.id)
)
_ADD = Query(
    insert(PROMISE)
    .values(
        {
            name: bindparam(name)
            for name in ("person", "report", "kind", "words", "message", "until_day", "until_at", "state", "made_at")
        }
    )
    .returning(PROMISE.c.id)
)
_REPLACE = Query(
    update(PROMISE)
    .where(PROMISE.c.report == bindparam("b_report"), PROMISE.c.state == "open")
    .values(state=bindparam("b_state"))
)
_PLANNED_COLUMNS = tuple(
    PLANNED.c[name] for name in ("key", "person", "campaign", "unit", "stage", "day", "outcome", "outbox")
)
_PLANNED_OF = Query(select(*_PLANNED_COLUMNS).where(PLANNED.c.campaign == bindparam("campaign")))
_PLAN_VALUES: dict[str, Any] = {
    name: bindparam(name)
    for name in ("key", "person", "campaign", "unit", "stage", "day", "reason", "outcome", "outbox", "at")
}
_PLAN = {
    "sqlite": Query(
        sqlite_insert(PLANNED)
        .values(_PLAN_VALUES)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(PLANNED.c.id)
    ),
    "postgresql": Query(
        pg_insert(PLANNED).values(_PLAN_VALUES).on_conflict_do_nothing(index_elements=["key"]).returning(PLANNED.c.id)
    ),
}
_SET_OUTBOX = Query(update(PLANNED).where(PLANNED.c.key == bindparam("b_key")).values(outbox=bindparam("b_outbox")))

_CARRY = Query(update(PLANNED).where(PLANNED.c.outbox == bindparam("b_before")).values(outbox=bindparam("b_outbox")))
_TOLD_BY = and_(
    PLANNED.c.outbox == bindparam("b_outbox"), or_(PLANNED.c.outcome == "queued", PLANNED.c.outcome == "merged")
)
_NOT_TOLD = Query(
    update(PLANNED)
    .where(_TOLD_BY)
    .values(outcome="call", reason=func.coalesce(PLANNED.c.reason, "") + "; " + bindparam("b_why"))
    .returning(PLANNED.c.person, PLANNED.c.campaign, PLANNED.c.unit)
)


def add_promise(
    db: Db,
    person: int,
    report: int,
    kind: str,
    words: str,
    message: int | None,
    until_day: date | None,
    until_at: datetime | None,
    at: datetime,
) -> None:
    """The newest promise of a report replaces the one before."""
    db.run(_REPLACE, b_report=report, b_state="replaced")
    db.add(
        _ADD,
        person=person,
        report=report,
        kind=kind,
        words=words,
        message=message,
        until_day=until_day,
        until_at=until_at,
        state="open",
        made_at=at,
    )


def end_promise(db: Db, report: int, state: str) -> None:
    """The open promise of a report was kept or broken."""
    db.run(_REPLACE, b_report=report, b_state=state)


def open_promises(db: Db, campaign: int) -> list[Promise]:
    """The promises that hold in a campaign."""
    return [Promise(*row) for row in db.all(_OPEN, campaign=campaign)]


def words(db: Db, campaign: int) -> dict[int, Promise]:
    """What each team of a campaign said last that still matters: a promise that holds, or one that was broken."""
    return {row.report: Promise(*row) for row in db.all(_WORDS, campaign=campaign)}


def plan(
    db: Db,
    key: str,
    *,
    person: int | None,
    campaign: int | None,
    unit: int | None,
    stage: str,
    day: date,
    reason: str | None,
    outcome: str,
    outbox: int | None,
    at: datetime,
) -> bool:
    """Write a decision of the plan down; False if this key was decided before."""
    id = db.add(
        _PLAN[db.dialect.name],
        key=key,
        person=person,
        campaign=campaign,
        unit=unit,
        stage=stage,
        day=day,
        reason=reason,
        outcome=outcome,
        outbox=outbox,
        at=at,
    )
    return id is not None


def set_planned_outbox(db: Db, key: str, outbox: int) -> None:
    """The message that carries a planned row."""
    db.run(_SET_OUTBOX, b_key=key, b_outbox=outbox)


def carry(db: Db, before: int, outbox: int) -> None:
    """What one message was to tell is told by another."""
    db.run(_CARRY, b_before=before, b_outbox=outbox)


def not_told(db: Db, outbox: int, why: str) -> list[Any]:
    """What a message was to tell reaches nobody: the officer telephones. Gives (person, campaign, unit) of each."""
    return db.all(_NOT_TOLD, b_outbox=outbox, b_why=why)


def planned_of(db: Db, campaign: int) -> list[Planned]:
    """Every decision about a campaign."""
    return [Planned(*row) for row in db.all(_PLANNED_OF, campaign=campaign)]
