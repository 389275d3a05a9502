"""Questions over many units at once: every figure below a unit, earlier periods, who wrote what. One statement each."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from scoring.counts import Count, State
from store.campaigns import BASE, CAMPAIGN, BaseFigure
from store.evidence import EVIDENCE
from store.figures import FIGURE, NEWEST
from store.people import PERSON, ROLE, Role
from store.promises import PLANNED
from store.query import Query
from store.reports import REPORT
from store.session import Db
from store.units import UNIT, Unit


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure of a unit that counts, as far as an overview needs it."""

    unit: int
    indicator: str
    revision: int
    count: Count
    doubts: tuple[str, ...]
    marks: tuple[str, ...]
    reason: str | None
    person: int | None
    origin: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a unit gave in an earlier period."""

    campaign: int
    period: str
    unit: int
    indicator: str
    count: Count


_COUNT = tuple(FIGURE.c[name] for name in ("state", "num", "den", "rate", "choice", "text", "estimate"))
_ANSWER: Select[tuple[object, ...]] = (
    select(
        REPORT.c.unit,
        FIGURE.c.indicator,
        FIGURE.c.revision,
        *_COUNT,
        FIGURE.c.doubts,
        FIGURE.c.marks,
        FIGURE.c.reason,
        FIGURE.c.person,
        FIGURE.c.origin,
        FIGURE.c.entered_at,
    )
    .select_from(FIGURE.join(REPORT, REPORT.c.id == FIGURE.c.report).join(UNIT, UNIT.c.id == REPORT.c.unit))
    .where(
        REPORT.c.campaign == bindparam("campaign"),
        UNIT.c.path >= bindparam("low"),
        UNIT.c.path < bindparam("high"),
    )
)
_ANSWERS = Query(_ANSWER.where(NEWEST))
_ANSWERS_TO = Query(_ANSWER.where(NEWEST, FIGURE.c.indicator == bindparam("indicator")))
_LATER = FIGURE.alias("later")
_ANSWERS_AT = Query(
    _ANSWER.where(
        FIGURE.c.entered_at <= bindparam("at"),
        ~select(1)
        .where(
            _LATER.c.report == FIGURE.c.report,
            _LATER.c.indicator == FIGURE.c.indicator,
            _LATER.c.revision > FIGURE.c.revision,
            _LATER.c.entered_at <= bindparam("at"),
        )
        .exists(),
    )
)
_EARLIER = Query(
    select(REPORT.c.campaign, CAMPAIGN.c.period, REPORT.c.unit, FIGURE.c.indicator, *_COUNT)
    .select_from(
        FIGURE.join(REPORT, REPORT.c.id == FIGURE.c.report)
        .join(UNIT, UNIT.c.id == REPORT.c.unit)
        .join(CAMPAIGN, CAMPAIGN.c.id == REPORT.c.campaign)
    )
    .where(
        CAMPAIGN.c.framework == bindparam("framework"),
        CAMPAIGN.c.data_until < bindparam("until"),
        UNIT.c.path >= bindparam("low"),
        UNIT.c.path < bindparam("high"),
        FIGURE.c.state == "given",
        NEWEST,
    )
    .order_by(CAMPAIGN.c.data_until.desc(), CAMPAIGN.c.id.desc())
)
_BASES = Query(
    select(BASE.c.id, BASE.c.unit, BASE.c.base, BASE.c.value, BASE.c.source, BASE.c.day, BASE.c.confirmed)
    .join_from(BASE, UNIT, UNIT.c.id == BASE.c.unit)
    .where(BASE.c.base == bindparam("base"), UNIT.c.path >= bindparam("low"), UNIT.c.path < bindparam("high"))
    .order_by(BASE.c.day, BASE.c.id)
)
_PHOTOS = Query(
    select(EVIDENCE.c.indicator, func.count().label("files"))
    .where(
        EVIDENCE.c.campaign == bindparam("campaign"),
        EVIDENCE.c.unit == bindparam("unit"),
        EVIDENCE.c.removed_at.is_(None),
    )
    .group_by(EVIDENCE.c.indicator)
)
_NUDGED = Query(
    select(PLANNED.c.unit)
    .where(PLANNED.c.day == bindparam("day"), PLANNED.c.stage == bindparam("stage"), PLANNED.c.outcome == "queued")
    .distinct()
)


def _count(values: Sequence[Any]) -> Count:
    return Count(State(values[0]), values[1], values[2], values[3], values[4], values[5], bool(values[6]))


def _names(stored: str | None) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored else ()


def answers(
    db: Db, campaign: int, top: Unit, indicator: str | None = None, *, at: datetime | None = None
) -> list[Answer]:
    """The figures that count of `top` and every unit below it, in one campaign: of one indicator if it is named, or
    those of all indicators that counted at a moment."""
    values: dict[str, Any] = {"campaign": campaign, "low": top.path, "high": top.path[:-1] + "0"}
    if at is not None:
        rows = db.all(_ANSWERS_AT, at=at, **values)
    elif indicator is None:
        rows = db.all(_ANSWERS, **values)
    else:
        rows = db.all(_ANSWERS_TO, indicator=indicator, **values)
    return [
        Answer(row[0], row[1], row[2], _count(row[3:10]), _names(row[10]), _names(row[11]), *row[12:16]) for row in rows
    ]


def earlier(db: Db, framework: str, top: Unit, until: date) -> list[Earlier]:
    """What `top` and the units below it gave in earlier periods of a framework, the last period first.

    `until` is the end of the present campaign's data window: a period counts as earlier if its own ends before it.
    """
    rows = db.all(_EARLIER, framework=framework, until=until, low=top.path, high=top.path[:-1] + "0")
    return [Earlier(row[0], row[1], row[2], row[3], _count(row[4:11])) for row in rows]


def bases(db: Db, top: Unit, base: str) -> dict[int, list[BaseFigure]]:
    """Every row of one base figure at and below `top`: unit → rows, oldest day first."""
    found: dict[int, list[BaseFigure]] = {}
    for row in db.all(_BASES, base=base, low=top.path, high=top.path[:-1] + "0"):
        found.setdefault(row.unit, []).append(BaseFigure(*row))
    return found


def photos(db: Db, campaign: int, unit: int) -> dict[str | None, int]:
    """How many files hang on each answer of a unit: indicator → files (None: not told yet)."""
    return {row.indicator: row.files for row in db.all(_PHOTOS, campaign=campaign, unit=unit)}


def reminded(db: Db, day: date, stage: str) -> set[int]:
    """The units that were written to in this stage on this local day."""
    return {row.unit for row in db.all(_NUDGED, day=day, stage=stage) if row.unit is not None}


def writers(db: Db, persons: Iterable[int]) -> dict[int, tuple[str, frozenset[Role]]]:
    """Names of people, and every role they hold or held: person → (name, roles)."""
    wanted = set(persons)
    if not wanted:
        return {}
    statement = (
        select(PERSON.c.id, PERSON.c.name, ROLE.c.role)
        .select_from(PERSON.outerjoin(ROLE, ROLE.c.person == PERSON.c.id))
        .where(PERSON.c.id.in_(wanted))
    )
    found: dict[int, tuple[str, frozenset[Role]]] = {}
    for id, name, role in db.execute(statement):
        roles = found[id][1] if id in found else frozenset()
        found[id] = (name, roles | {Role(role)} if role else roles)
    return found
