"""Questions about figures: append-only revisions of answers; the newest counts."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select

from scoring.counts import Count, State
from scoring.values import value
from store.campaigns import CAMPAIGN
from store.reports import REPORT
from store.session import Db, Query
from store.tables import FigureRow
from store.units import UNIT, Unit

FIGURE = FigureRow.__table__  # type: ignore[attr-defined]
_NEWER = FIGURE.alias("newer")
_NEWEST = ~(
    select(1)
    .where(
        _NEWER.c.report == FIGURE.c.report,
        _NEWER.c.indicator == FIGURE.c.indicator,
        _NEWER.c.revision > FIGURE.c.revision,
    )
    .exists()
)


@value(frozen=True, slots=True)
class Figure:
    """One revision of one answer. `doubts` are checks it was kept against, `marks` what only the reviewer sees."""

    report: int
    indicator: str
    revision: int
    count: Count
    doubts: tuple[str, ...]
    marks: tuple[str, ...]
    reason: str | None
    origin: str
    base: int | None
    person: int | None
    message: int | None
    late: bool
    entered_at: datetime


_COLUMNS = tuple(
    FIGURE.c[name]
    for name in (
        "report",
        "indicator",
        "revision",
        "state",
        "num",
        "den",
        "rate",
        "choice",
        "text",
        "estimate",
        "doubts",
        "marks",
        "reason",
        "origin",
        "base",
        "person",
        "message",
        "late",
        "entered_at",
    )
)
_OF_REPORT = Query(select(*_COLUMNS).where(FIGURE.c.report == bindparam("report"), _NEWEST))
_OF_CAMPAIGN = Query(
    select(*_COLUMNS)
    .join_from(FIGURE, REPORT, REPORT.c.id == FIGURE.c.report)
    .where(REPORT.c.campaign == bindparam("campaign"), _NEWEST)
)
_SIBLINGS = Query(
    select(REPORT.c.unit, UNIT.c.name, FIGURE.c.state, FIGURE.c.num, FIGURE.c.den)
    .select_from(FIGURE.join(REPORT, REPORT.c.id == FIGURE.c.report).join(UNIT, UNIT.c.id == REPORT.c.unit))
    .where(
        REPORT.c.campaign == bindparam("campaign"),
        FIGURE.c.indicator == bindparam("indicator"),
        UNIT.c.path >= bindparam("low"),
        UNIT.c.path < bindparam("high"),
        _NEWEST,
    )
)
_REVISIONS = Query(
    select(*_COLUMNS)
    .where(FIGURE.c.report == bindparam("report"), FIGURE.c.indicator == bindparam("indicator"))
    .order_by(FIGURE.c.revision)
)
_HIGHEST = Query(
    select(func.max(FIGURE.c.revision).label("revision")).where(
        FIGURE.c.report == bindparam("report"), FIGURE.c.indicator == bindparam("indicator")
    )
)
_EARLIER = Query(
    select(REPORT.c.id, CAMPAIGN.c.period)
    .join_from(REPORT, CAMPAIGN, CAMPAIGN.c.id == REPORT.c.campaign)
    .where(
        REPORT.c.unit == bindparam("unit"),
        CAMPAIGN.c.framework == bindparam("framework"),
        CAMPAIGN.c.data_until < bindparam("until"),
    )
    .order_by(CAMPAIGN.c.data_until.desc(), CAMPAIGN.c.id.desc())
)
_BESIDE = Query(
    select(REPORT.c.id, REPORT.c.unit, UNIT.c.name)
    .join_from(REPORT, UNIT, UNIT.c.id == REPORT.c.unit)
    .where(REPORT.c.campaign == bindparam("campaign"), UNIT.c.path >= bindparam("low"), UNIT.c.path < bindparam("high"))
)
_ADD = Query(
    insert(FIGURE)
    .values(
        {
            name: bindparam(name)
            for name in (
                "report",
                "indicator",
                "revision",
                "state",
                "num",
                "den",
                "rate",
                "choice",
                "text",
                "estimate",
                "doubts",
                "marks",
                "reason",
                "origin",
                "base",
                "message",
                "person",
                "account",
                "late",
                "entered_at",
            )
        }
    )
    .returning(FIGURE.c.id)
)


def _names(stored: object) -> tuple[str, ...]:
    return tuple(json.loads(str(stored))) if stored else ()


def _read(row: Sequence[Any]) -> Figure:
    count = Count(State(str(row[3])), row[4], row[5], row[6], row[7], row[8], bool(row[9]))
    return Figure(
        row[0],
        row[1],
        row[2],
        count,
        _names(row[10]),
        _names(row[11]),
        row[12],
        row[13],
        row[14],
        row[15],
        row[16],
        bool(row[17]),
        row[18],
    )


def figures(db: Db, report: int) -> dict[str, Figure]:
    """The figures of a report that count: indicator → newest revision. What comes back is shared: nobody changes it."""
    key = ("figures", report)
    found: dict[str, Figure] | None = db.memory.find(key) if db.memory is not None else None
    if found is None:
        found = db.kept(key, (), lambda: {row[1]: _read(row) for row in db.all(_OF_REPORT, report=report)})
    return found


def figures_of_campaign(db: Db, campaign: int) -> dict[tuple[int, str], Figure]:
    """Every figure of a campaign that counts: (report, indicator) → newest revision."""
    return {(row[0], row[1]): _read(row) for row in db.all(_OF_CAMPAIGN, campaign=campaign)}


def siblings(db: Db, campaign: int, indicator: str, parent: str) -> list[tuple[int, str, Count]]:
    """The same indicator of the units below the path `parent` that have given it: (unit, its name, count)."""
    low, high = parent, parent[:-1] + "0"
    if db.memory is None:
        found = db.all(_SIBLINGS, campaign=campaign, indicator=indicator, low=low, high=high)
        return [(row.unit, row.name, Count(State(row.state), row.num, row.den)) for row in found]
    beside = db.kept(
        ("beside", campaign, parent), ("report", "unit"), lambda: db.all(_BESIDE, campaign=campaign, low=low, high=high)
    )
    found = []
    for row in beside:
        kept = db.memory.find(("figures", row.id))
        figure = (figures(db, row.id) if kept is None else kept).get(indicator)
        if figure is not None:
            found.append((row.unit, row.name, figure.count))
    return found


def revisions(db: Db, report: int, indicator: str) -> list[Figure]:
    """The whole history of one answer, oldest first."""
    return [_read(row) for row in db.all(_REVISIONS, report=report, indicator=indicator)]


def earlier(db: Db, unit: int, framework: str, until: date) -> list[tuple[str, Figure]]:
    """What a unit gave in earlier periods of a framework, the last period first: (period, figure).

    `until` is the end of the present campaign's data window: a period counts as earlier if its own ends before it.
    """
    earlier_reports = db.kept(
        ("earlier", unit, framework, until),
        ("report", "campaign"),
        lambda: db.all(_EARLIER, unit=unit, framework=framework, until=until),
    )
    return [(row.period, figure) for row in earlier_reports for figure in figures(db, row.id).values()]


def add_figure(
    db: Db,
    report: int,
    indicator: str,
    count: Count,
    *,
    origin: str,
    at: datetime,
    doubts: Iterable[str] = (),
    marks: Iterable[str] = (),
    reason: str | None = None,
    base: int | None = None,
    message: int | None = None,
    person: int | None = None,
    account: int | None = None,
    late: bool = False,
    revision: int | None = None,
) -> int:
    """Write a new revision of an answer; its number. `revision` is given by callers that know the last."""
    if revision is None:
        revision = (db.first(_HIGHEST, report=report, indicator=indicator).revision or 0) + 1
    doubts, marks = tuple(doubts), tuple(marks)
    db.add(
        _ADD,
        report=report,
        indicator=indicator,
        revision=revision,
        state=count.state.value,
        num=count.num,
        den=count.den,
        rate=count.rate,
        choice=count.choice,
        text=count.text,
        estimate=count.estimate,
        doubts=json.dumps(doubts) if doubts else None,
        marks=json.dumps(marks) if marks else None,
        reason=reason,
        origin=origin,
        base=base,
        message=message,
        person=person,
        account=account,
        late=late,
        entered_at=at,
    )
    if db.memory is not None:
        made = Figure(
            report, indicator, revision, count, doubts, marks, reason, origin, base, person, message, late, at
        )
        db.memory.put(("figures", report), lambda kept: {**kept, indicator: made})
    return revision


def using_base(db: Db, unit: Unit, base_rows: Sequence[int]) -> list[Figure]:
    """The figures that count of a unit that were given against one of these base rows."""
    if not base_rows:
        return []
    statement = (
        select(*_COLUMNS)
        .join_from(FIGURE, REPORT, REPORT.c.id == FIGURE.c.report)
        .where(and_(REPORT.c.unit == unit.id, FIGURE.c.base.in_(base_rows), _NEWEST))
    )
    return [_read(tuple(row)) for row in db.execute(statement)]
