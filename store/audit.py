"""Who did what, when."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from store.query import Query
from store.session import Db
from store.tables import AuditRow

AUDIT = AuditRow.__table__  # type: ignore[attr-defined]
_ADD = Query(
    insert(AUDIT)
    .values(
        at=bindparam("at"),
        person=bindparam("person"),
        act=bindparam("act"),
        unit=bindparam("unit"),
        facts=bindparam("facts"),
    )
    .returning(AUDIT.c.id)
)


def audit(db: Db, act: str, at: datetime, *, person: int | None = None, unit: int | None = None, **facts: Any) -> None:
    """Write down an act that changed a right, a state or a number others see."""
    db.add(_ADD, at=at, person=person, act=act, unit=unit, facts=json.dumps(facts, ensure_ascii=False, default=str))


_COUNT = Query(
    select(func.count())
    .select_from(AUDIT)
    .where(AUDIT.c.act == bindparam("act"), AUDIT.c.unit == bindparam("unit"), AUDIT.c.at > bindparam("since"))
)


def audited(db: Db, act: str, unit: int, since: datetime) -> int:
    """How often an act was written down for a unit since then."""
    row = db.first(_COUNT, act=act, unit=unit, since=since)
    return 0 if row is None else int(row[0])


_NEWEST = Query(
    select(AUDIT.c.at, AUDIT.c.facts)
    .where(AUDIT.c.act == bindparam("act"), AUDIT.c.unit == bindparam("unit"), AUDIT.c.at > bindparam("since"))
    .order_by(AUDIT.c.id.desc())
    .limit(1)
)


def newest(db: Db, act: str, unit: int, since: datetime) -> dict[str, Any] | None:
    """The facts of the last such act for a unit since then; None where there was none."""
    row = db.first(_NEWEST, act=act, unit=unit, since=since)
    return None if row is None else dict(json.loads(row.facts))


def acts(db: Db, limit: int = 100) -> list[Mapping[str, Any]]:
    """The newest acts first."""
    return [row._asdict() for row in db.execute(select(AUDIT).order_by(AUDIT.c.id.desc()).limit(limit))]
