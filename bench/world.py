"""The world a turn is measured in: communes of twenty villages, a member each, an earlier round, and an open one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scoring.counts import Count
from scoring.framework import Collect, framework
from store import accounts, campaigns, figures, people, reports, units
from store.migrate import upgrade
from store.people import Role
from store.session import Db, Store

FRAMEWORK = "qd-1829-2023"
VILLAGES = 20  # of a commune
BASES = {"truong_thanh": 530, "lao_dong": 410, "tu_15": 560, "dan_so": 790, "ho": 215}


@dataclass(frozen=True, slots=True)
class Member:
    """One person who reports, and the answers they give, in the order they are asked."""

    chat: str
    answers: tuple[str, ...]


def village_indicators() -> list[str]:
    """What a village is asked."""
    return [one.id for one in framework(FRAMEWORK).indicators if one.collect is Collect.THON]


def _base(name: str, village: int) -> int:
    return BASES[name] + village * 7 % 120


def _count(indicator: str, village: int, later: bool) -> tuple[int, int]:
    """An ordinary answer: near the target, a little above the last, unlike its neighbours'."""
    found = framework(FRAMEWORK).indicator(indicator)
    assert found.base is not None and found.target is not None
    den = _base(found.base, village)
    hundredths = min(int(found.target.value) + 300 + village * 37 % 400, 9_700)
    return den * hundredths // 10_000 - (0 if later else 3), den


def prepare(url: str, data: Path, villages: int) -> list[Member]:
    """Fill an empty database; who will write and what."""
    upgrade(url)
    store = Store(url, data)
    with store.write() as db:
        members = _fill(db, villages)
    store.close()
    return members


def _fill(db: Db, villages: int) -> list[Member]:
    now = datetime.now(UTC)
    account = accounts.account(db, "zalo_bot", "first").id
    top = units.add_unit(db, "Thị xã Mẫu", "huyen", None)
    members, commune = [], top
    for number in range(villages):
        if number % VILLAGES == 0:
            commune = units.add_unit(db, f"Xã {number // VILLAGES + 1}", "xa", top, position=number)
            _person(db, account, f"officer{number}", commune, Role.OFFICER, now)
        village = units.add_unit(db, f"Thôn {number % VILLAGES + 1}", "thon", commune, position=number)
        for base in BASES:
            campaigns.add_base(db, village, base, _base(base, number), "danh sách", date(2026, 1, 1), now)
        chat = f"{number:020d}"
        _person(db, account, chat, village, Role.MEMBER, now)
        answers = tuple("{}/{}".format(*_count(one, number, True)) for one in village_indicators())
        members.append(Member(chat, answers))
    every = [unit.id for unit in units.below(db, units.unit(db, top)) if unit.level in {"xa", "thon"}]
    earlier = _campaign(db, top, "2025", now - timedelta(days=200), every)
    _campaign(db, top, "2026", now - timedelta(days=3), every)
    villages_of = {unit.id: unit for unit in units.below(db, units.unit(db, top), "thon")}
    for report in reports.reports_of_campaign(db, earlier):
        if report.unit.id in villages_of:
            for one in village_indicators():
                num, den = _count(one, report.unit.position, False)
                figures.add_figure(db, report.id, one, Count(num=num, den=den), origin="typed", at=now, revision=1)
            reports.submit(db, report.id, None, now)
    return members


def _person(db: Db, account: int, chat: str, unit: int, role: Role, now: datetime) -> None:
    person = people.add_person(db, f"Người {chat}", "bác", None, now)
    people.give_role(db, person, unit, role, now - timedelta(days=300))
    people.add_address(db, account, chat, person, now)
    people.consent(db, person, "1", now)


def _campaign(db: Db, root: int, period: str, opens: datetime, owing: list[int]) -> int:
    closed = (datetime.now(UTC) - opens).days > 100
    due = opens + timedelta(days=30)
    id = campaigns.add_campaign(
        db,
        framework=FRAMEWORK,
        period=period,
        name=f"năm {period}",
        root=root,
        opens=opens,
        due=due,
        closes=due + timedelta(days=5) if closed else None,
        data_from=date(int(period), 1, 1),
        data_until=date(int(period), 12, 31),
        indicators=[one.id for one in framework(FRAMEWORK).indicators],
        ladder="default",
        at=opens,
    )
    reports.open_reports(db, id, owing)
    return id


ANSWERS = (
    "SELECT count(*) FROM figure JOIN report ON report.id = figure.report"
    " JOIN campaign ON campaign.id = report.campaign WHERE campaign.period = '2026'"
)
"""How many figures the open round holds."""
