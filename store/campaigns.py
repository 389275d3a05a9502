"""Questions about campaigns: what is collected, from whom, until when; targets and base figures."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import bindparam, insert, select, update

from scoring.framework import ASKED_AT_ONCE
from scoring.values import value
from store.query import Query
from store.session import Db
from store.tables import BaseFigureRow, CampaignRow, TargetRow

CAMPAIGN = CampaignRow.__table__  # type: ignore[attr-defined]
TARGET = TargetRow.__table__  # type: ignore[attr-defined]
BASE = BaseFigureRow.__table__  # type: ignore[attr-defined]


@value(frozen=True, slots=True)
class Campaign:
    """Đợt báo cáo: one framework, one period, a root unit, opening and due dates; indicators in the order asked.

    `due` is the deadline as it counts, `asked_due` as somebody set it where that was a day off.
    """

    id: int
    key: str | None
    framework: str
    period: str
    name: str
    root: int
    opens: datetime
    due: datetime
    closes: datetime | None
    closed_at: datetime | None
    data_from: date
    data_until: date
    indicators: tuple[str, ...]
    ladder: str
    asked_due: datetime | None = None

    @property
    def urgent(self) -> bool:
        """Whether it is an urgent ask: one question, no ladder."""
        return self.framework.startswith(ASKED_AT_ONCE)

    def closed(self, now: datetime) -> bool:
        """Computed, never stored: somebody closed it, or its closing time has passed."""
        return self.closed_at is not None or (self.closes is not None and now > self.closes)

    def open(self, now: datetime) -> bool:
        """Whether figures are taken."""
        return self.opens <= now and not self.closed(now)


@value(frozen=True, slots=True)
class BaseFigure:
    """Số liệu nền of a unit on a day."""

    id: int
    unit: int
    base: str
    value: int
    source: str
    day: date
    confirmed: bool


COLUMNS = tuple(
    CAMPAIGN.c[name]
    for name in (
        "id",
        "key",
        "framework",
        "period",
        "name",
        "root",
        "opens",
        "due",
        "closes",
        "closed_at",
        "data_from",
        "data_until",
        "indicators",
        "ladder",
        "asked_due",
    )
)
_BY_ID = Query(select(*COLUMNS).where(CAMPAIGN.c.id == bindparam("id")))
_BY_KEY = Query(select(*COLUMNS).where(CAMPAIGN.c.key == bindparam("key")))
_ALL = Query(select(*COLUMNS).order_by(CAMPAIGN.c.due, CAMPAIGN.c.id))
_ADD = Query(
    insert(CAMPAIGN)
    .values(
        {
            name: bindparam(name)
            for name in (
                "key",
                "framework",
                "period",
                "name",
                "root",
                "opens",
                "due",
                "closes",
                "data_from",
                "data_until",
                "indicators",
                "ladder",
                "asked_due",
                "created_at",
                "created_by",
            )
        }
    )
    .returning(CAMPAIGN.c.id)
)
_SET_DUE = Query(
    update(CAMPAIGN)
    .where(CAMPAIGN.c.id == bindparam("b_id"))
    .values(due=bindparam("b_due"), asked_due=bindparam("b_asked"), closes=bindparam("b_closes"))
)
_CLOSE = Query(update(CAMPAIGN).where(CAMPAIGN.c.id == bindparam("b_id")).values(closed_at=bindparam("b_at")))
_REOPEN = Query(
    update(CAMPAIGN).where(CAMPAIGN.c.id == bindparam("b_id")).values(closed_at=None, closes=bindparam("b_closes"))
)
_TARGETS = Query(
    select(TARGET.c.unit, TARGET.c.indicator, TARGET.c.value).where(TARGET.c.campaign == bindparam("campaign"))
)
_ADD_TARGET = Query(
    insert(TARGET)
    .values(
        campaign=bindparam("campaign"),
        unit=bindparam("unit"),
        indicator=bindparam("indicator"),
        value=bindparam("value"),
        source=bindparam("source"),
        entered_at=bindparam("at"),
    )
    .returning(TARGET.c.id)
)
_BASES = Query(
    select(BASE.c.id, BASE.c.unit, BASE.c.base, BASE.c.value, BASE.c.source, BASE.c.day, BASE.c.confirmed)
    .where(BASE.c.unit == bindparam("unit"))
    .order_by(BASE.c.day, BASE.c.id)
)
_ADD_BASE = Query(
    insert(BASE)
    .values(
        unit=bindparam("unit"),
        base=bindparam("base"),
        value=bindparam("value"),
        source=bindparam("source"),
        day=bindparam("day"),
        confirmed=bindparam("confirmed"),
        person=bindparam("person"),
        entered_at=bindparam("at"),
    )
    .returning(BASE.c.id)
)


@lru_cache(maxsize=256)
def _indicators(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def read_campaign(row: Sequence[object]) -> Campaign:
    """A campaign from the values of `COLUMNS`."""
    values = list(row)
    values[12] = _indicators(str(values[12]))
    return Campaign(*values)  # type: ignore[arg-type]


def campaign(db: Db, id: int) -> Campaign:
    """The campaign with this id, which must exist."""
    return read_campaign(db.first(_BY_ID, id=id))


def campaign_by_key(db: Db, key: str) -> Campaign | None:
    """The campaign an office calls by this key."""
    row = db.first(_BY_KEY, key=key)
    return None if row is None else read_campaign(row)


def campaigns(db: Db) -> list[Campaign]:
    """Every campaign, the next due first."""
    return [read_campaign(row) for row in db.all(_ALL)]


def add_campaign(
    db: Db,
    *,
    framework: str,
    period: str,
    name: str,
    root: int,
    opens: datetime,
    due: datetime,
    closes: datetime | None,
    data_from: date,
    data_until: date,
    indicators: Sequence[str],
    ladder: str,
    at: datetime,
    key: str | None = None,
    by: int | None = None,
    asked_due: datetime | None = None,
) -> int:
    """A new campaign, without its reports (`reports.open_reports` freezes who owes one); its id."""
    id = db.add(
        _ADD,
        key=key,
        framework=framework,
        period=period,
        name=name,
        root=root,
        opens=opens,
        due=due,
        closes=closes,
        data_from=data_from,
        data_until=data_until,
        indicators=json.dumps(list(indicators)),
        ladder=ladder,
        asked_due=asked_due,
        created_at=at,
        created_by=by,
    )
    assert id is not None
    return id


def set_due(db: Db, campaign: int, due: datetime, closes: datetime | None, asked_due: datetime | None = None) -> None:
    """Move a deadline, and the closing with it."""
    db.run(_SET_DUE, b_id=campaign, b_due=due, b_closes=closes, b_asked=asked_due)


def close(db: Db, campaign: int, at: datetime) -> None:
    """Somebody closes it: figures are refused from now on."""
    db.run(_CLOSE, b_id=campaign, b_at=at)


def reopen(db: Db, campaign: int, closes: datetime | None) -> None:
    """Figures are taken again, until `closes` or until somebody closes it."""
    db.run(_REOPEN, b_id=campaign, b_closes=closes)


def targets(db: Db, campaign: int) -> dict[tuple[int, str], int]:
    """Targets that differ from the framework's: (unit, indicator) → value."""

    def read() -> dict[tuple[int, str], int]:
        return {(row.unit, row.indicator): row.value for row in db.all(_TARGETS, campaign=campaign)}

    return db.kept(("targets", campaign), ("target",), read)


def add_target(db: Db, campaign: int, unit: int, indicator: str, value: int, source: str, at: datetime) -> None:
    """A unit's own target."""
    db.add(_ADD_TARGET, campaign=campaign, unit=unit, indicator=indicator, value=value, source=source, at=at)


def bases(db: Db, unit: int) -> list[BaseFigure]:
    """Every base figure of a unit, oldest day first; of one day the newest entry last."""

    def read() -> list[BaseFigure]:
        return [BaseFigure(*row) for row in db.all(_BASES, unit=unit)]

    return db.kept(("bases", unit), ("base_figure",), read)


def base_for(found: Sequence[BaseFigure], base: str, until: date) -> BaseFigure | None:
    """The one a campaign uses: the newest dated on or before the end of its data window, else the earliest after."""
    own = [one for one in found if one.base == base]
    before = [one for one in own if one.day <= until]
    if before:
        return before[-1]
    if not own:
        return None
    first = own[0].day
    return [one for one in own if one.day == first][-1]


def add_base(
    db: Db,
    unit: int,
    base: str,
    value: int,
    source: str,
    day: date,
    at: datetime,
    *,
    confirmed: bool = True,
    person: int | None = None,
) -> int:
    """A new dated row of a base figure; its id."""
    id = db.add(
        _ADD_BASE, unit=unit, base=base, value=value, source=source, day=day, confirmed=confirmed, person=person, at=at
    )
    assert id is not None
    return id
