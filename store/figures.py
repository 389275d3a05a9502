"""Questions about figures: append-only revisions of answers; the newest counts."""

import json
import operator
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select

from scoring.counts import Count, State
from scoring.values import value
from store.campaigns import CAMPAIGN
from store.query import Query
from store.reports import REPORT
from store.session import Db
from store.tables import FigureRow
from store.units import UNIT, Unit

FIGURE = FigureRow.__table__  # type: ignore[attr-defined]
_NEWER = FIGURE.alias("newer")
NEWEST = ~(
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
_OF_REPORT = Query(select(*_COLUMNS).where(FIGURE.c.report == bindparam("report"), NEWEST))
_OF_CAMPAIGN = Query(
    select(*_COLUMNS)
    .join_from(FIGURE, REPORT, REPORT.c.id == FIGURE.c.report)
    .where(REPORT.c.campaign == bindparam("campaign"), NEWEST)
)
_SIBLINGS = Query(
    select(REPORT.c.unit, UNIT.c.name, FIGURE.c.state, FIGURE.c.num, FIGURE.c.den)
    .select_from(FIGURE.join(REPORT, REPORT.c.id == FIGURE.c.report).join(UNIT, UNIT.c.id == REPORT.c.unit))
    .where(
        REPORT.c.campaign == bindparam("campaign"),
        FIGURE.c.indicator == bindparam("indicator"),
        UNIT.c.path >= bindparam("low"),
        UNIT.c.path < bindparam("high"),
        NEWEST,
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
    if db.memory is not None:
        key = ("siblings", campaign, parent, indicator)
        given: dict[int, tuple[int, str, Count]] | None = db.memory.find(key, _BESIDE_TABLES)
        if given is None:
            given = _given_beside(db, campaign, indicator, parent)
            db.memory.keep(key, _BESIDE_TABLES, given)
        return list(given.values())
    found = db.all(_SIBLINGS, campaign=campaign, indicator=indicator, low=parent, high=parent[:-1] + "0")
    return [(row.unit, row.name, Count(State(row.state), row.num, row.den)) for row in found]


_BESIDE_TABLES = ("report", "unit")


def _given_beside(db: Db, campaign: int, indicator: str, parent: str) -> dict[int, tuple[int, str, Count]]:
    """The same by unit; `add_figure` keeps it as it is on record, for which it needs to know where a report stands."""
    assert db.memory is not None
    given = {}
    for row in db.all(_BESIDE, campaign=campaign, low=parent, high=parent[:-1] + "0"):
        db.memory.keep(("place", row.id), _BESIDE_TABLES, (campaign, parent, row.unit, row.name))
        figure = figures(db, row.id).get(indicator)
        if figure is not None:
            given[row.unit] = (row.unit, row.name, figure.count)
    return given


def _remember(db: Db, made: Figure) -> None:
    """What the writer holds of this report and of the units beside it is as it now stands on record."""
    assert db.memory is not None
    db.memory.put(("figures", made.report), lambda kept: {**kept, made.indicator: made})
    place = db.memory.find(("place", made.report), _BESIDE_TABLES)
    if place is not None:
        campaign, parent, unit, name = place
        given = db.memory.find(("siblings", campaign, parent, made.indicator), _BESIDE_TABLES)
        if given is not None:
            given[unit] = (unit, name, made.count)


def revisions(db: Db, report: int, indicator: str) -> list[Figure]:
    """The whole history of one answer, oldest first."""
    return [_read(row) for row in db.all(_REVISIONS, report=report, indicator=indicator)]


def last_given(db: Db, unit: int, framework: str, until: date) -> dict[str, Figure]:
    """The last figure a unit gave of each indicator in earlier periods of a framework; shared: nobody changes it.

    `until` is the end of the present campaign's data window: a period counts as earlier if its own ends before it.
    """
    key = ("last given", unit, framework, until)
    read_from = [figures(db, row.id) for row in _earlier_reports(db, unit, framework, until)]
    if db.memory is not None and (kept := db.memory.find(key)) is not None:
        before, newest = kept
        if len(before) == len(read_from) and all(map(operator.is_, before, read_from)):
            return newest  # type: ignore[no-any-return]
    newest = {}
    for found in read_from:
        for figure in found.values():
            if figure.count.state is State.GIVEN:
                newest.setdefault(figure.indicator, figure)
    if db.memory is not None:
        db.memory.set(key, (read_from, newest))
    return newest


def _earlier_reports(db: Db, unit: int, framework: str, until: date) -> list[Any]:
    return db.kept(
        ("earlier", unit, framework, until),
        ("report", "campaign"),
        lambda: db.all(_EARLIER, unit=unit, framework=framework, until=until),
    )


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
        _remember(db, made)
    return revision


def using_base(db: Db, unit: Unit, base_rows: Sequence[int]) -> list[Figure]:
    """The figures that count of a unit that were given against one of these base rows."""
    if not base_rows:
        return []
    statement = (
        select(*_COLUMNS)
        .join_from(FIGURE, REPORT, REPORT.c.id == FIGURE.c.report)
        .where(and_(REPORT.c.unit == unit.id, FIGURE.c.base.in_(base_rows), NEWEST))
    )
    return [_read(tuple(row)) for row in db.execute(statement)]
