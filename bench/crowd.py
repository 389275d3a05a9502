"""A country to plan for: communes of twenty-three villages, members in each, a round that opens. Put down in bulk."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from scheduler.calendar import ZONE
from store import accounts, campaigns
from store.people import ADDRESS, CONSENT, PERSON, ROLE
from store.reports import REPORT
from store.session import Db
from store.tables import BaseFigureRow
from store.units import UNIT, fold

BASE = BaseFigureRow.__table__  # type: ignore[attr-defined]
VILLAGES = 23  # of a commune
ADULTS = 520  # of a village
AT_ONCE = 20_000
MORNING = datetime(2026, 6, 1, 7, 30, tzinfo=ZONE)  # a Monday: the round opens, and everybody is to hear of it
OPENED = MORNING


def fill(db: Db, villages: int, people: int, channel: str) -> None:
    """Put them down: `people` spread evenly over `villages`; the user of an address is the person's number."""
    account = accounts.account(db, channel, "first").id
    owing = _units(db, villages)
    campaign = campaigns.add_campaign(
        db, framework="qd-1829-2023", period="2026-H1", name="6 tháng đầu năm 2026", root=1, opens=OPENED,
        due=datetime(2026, 6, 30, 17, tzinfo=ZONE), closes=None, data_from=date(2026, 1, 1),
        data_until=date(2026, 7, 1), indicators=["3.4"], ladder="default", at=OPENED - timedelta(days=30),
    )  # fmt: skip
    early = OPENED - timedelta(days=60)
    _bulk(db, REPORT, ({"campaign": campaign, "unit": unit} for unit in owing))
    _bulk(db, BASE, (
        {"unit": unit, "base": "truong_thanh", "value": ADULTS, "source": "danh sách", "day": date(2026, 1, 1),
         "confirmed": True, "entered_at": early}
        for unit in owing
    ))  # fmt: skip
    numbers = range(1, people + 1)
    _bulk(db, PERSON, (
        {"id": one, "name": f"Người {one}", "folded": f"nguoi {one}", "form": "bác", "created_at": early}
        for one in numbers
    ))  # fmt: skip
    _bulk(db, ROLE, (
        {"person": one, "unit": owing[one % villages], "role": "member", "from_at": early} for one in numbers
    ))  # fmt: skip
    _bulk(db, ADDRESS, (
        {"account": account, "user_id": f"{one:020d}", "person": one, "name": "", "created_at": early}
        for one in numbers
    ))  # fmt: skip
    _bulk(db, CONSENT, ({"person": one, "version": "1", "given_at": early} for one in numbers))


def _units(db: Db, villages: int) -> list[int]:
    """A country, its communes and their villages; the villages' ids."""
    rows: list[dict[str, Any]] = [_unit(1, "Cả nước", "tinh", "/", 0)]
    owing = []
    for number in range(villages):
        if number % VILLAGES == 0:
            commune = len(rows) + 1
            rows.append(_unit(commune, f"Xã {number // VILLAGES + 1}", "xa", "/1/", number))
        id = len(rows) + 1
        owing.append(id)
        rows.append(_unit(id, f"Thôn {number % VILLAGES + 1}", "thon", f"/1/{commune}/", number))
    _bulk(db, UNIT, iter(rows))
    return owing


def _unit(id: int, name: str, level: str, above: str, position: int) -> dict[str, Any]:
    return {"id": id, "name": name, "folded": fold(name), "level": level, "path": f"{above}{id}/", "position": position}


def _bulk(db: Db, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            db.execute(insert(table), some)
            some = []
    if some:
        db.execute(insert(table), some)
