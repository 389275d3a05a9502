"""Puts a world into an empty store: units, people who have joined, base figures, campaigns with their reports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from bot.play.figures import read_figure
from bot.play.limits import limit
from bot.play.script import HANOI
from bot.play.world import EarlierCampaign, World, WorldCampaign, WorldError, WorldPerson, WorldUnit
from handlers.campaigns import CampaignError, open_campaign
from handlers.join import CONSENT_VERSION
from handlers.turn import Rules
from scoring.framework import (
    Framework,
    FrameworkError,
    Indicator,
    UnknownFramework,
    UnknownIndicator,
    bases,
    framework,
)
from scoring.indicator import Kind
from scoring.periods import Period, period
from store import accounts, addresses, campaigns, figures, invites, people, reports, sharers, units
from store.campaigns import Campaign
from store.people import Role
from store.reports import Report, ReportState
from store.session import Db

JOINED_BEFORE = timedelta(days=90)


@dataclass(slots=True)
class Loaded:
    """Where the keys of a world are found in the store."""

    world: World
    now: datetime
    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    campaigns: dict[str, int] = field(default_factory=dict)
    earlier: dict[tuple[str, str], int] = field(default_factory=dict)


def load(db: Db, world: World, path: Path, secret: str, frameworks: Path | None, now: datetime) -> Loaded:
    """Put the world into an empty store as it stood before the script begins. Raises WorldError."""
    loaded = Loaded(world, now)
    start = joined_at(world, now)
    _load_units(db, loaded)
    for person in world.people:
        if person.held:
            add_person(db, loaded, person, start)
    for invite in world.invites:
        digest = invites.invite_digest(secret, invite.code)
        unit = loaded.units[invite.unit]
        if invite.moves is not None:
            who, role = loaded.people[invite.moves], Role(invite.role)
            invites.add_own_code(db, digest, invite.code[:2], who, unit, role, now, moved_by=who)
            continue
        # The code's life begins when the world does, not when its people joined long before.
        invites.add_invite(db, digest, invite.code[:2], unit, Role(invite.role), now, life=timedelta(days=365))
    _load_bases(db, loaded, path, frameworks, start)
    for at, campaign in enumerate(world.campaigns):
        _load_campaign(db, loaded, campaign, path, f"campaigns[{at}]", frameworks, start)
    _load_targets(db, loaded, path, frameworks, start)
    _load_figures(db, loaded, path, frameworks, start)
    return loaded


def joined_at(world: World, now: datetime) -> datetime:
    """When the people of a world joined: long before its first campaign."""
    return min([now, *(one.opens for one in world.campaigns)]) - JOINED_BEFORE


def _load_units(db: Db, loaded: Loaded) -> None:
    for position, unit in enumerate(_parents_first(loaded.world.units)):
        parent = None if unit.parent is None else loaded.units[unit.parent]
        id = units.add_unit(db, unit.name, unit.level, parent, code=unit.key, position=position)
        loaded.units[unit.key] = id
        for alias in unit.aliases:
            units.add_alias(db, id, alias)


def _parents_first(found: tuple[WorldUnit, ...]) -> Iterator[WorldUnit]:
    done: set[str] = set()
    while len(done) < len(found):
        for unit in found:
            if unit.key not in done and (unit.parent is None or unit.parent in done):
                done.add(unit.key)
                yield unit


def account_of(db: Db, loaded: Loaded, channel: str) -> int:
    """The account of a channel in this world."""
    if channel not in loaded.accounts:
        id = loaded.accounts[channel] = accounts.account(db, channel, "first", "Sổ Thôn").id
        limit(db, loaded.world, channel, id, loaded.now)
    return loaded.accounts[channel]


def add_person(db: Db, loaded: Loaded, person: WorldPerson, at: datetime) -> int:
    """Somebody who has joined, consented and been greeted; their id."""
    id = people.add_person(db, person.name, person.address, person.phone, at)
    loaded.people[person.key] = id
    people.consent(db, id, CONSENT_VERSION, at)
    if person.shares is not None:
        _share(db, loaded, person.shares, id, at)
        return _roles(db, loaded, person, id, at)
    for channel in (*person.also, loaded.world.channel_of(person)):
        if channel != "none":
            account = account_of(db, loaded, channel)
            address = people.sender(db, account, person.key, at, person.name).address
            addresses.tie_address(db, address, id)
            if loaded.world.limits:
                people.seen(db, address, max(loaded.now, at))  # greeted just before the script begins
    return _roles(db, loaded, person, id, at)


def _share(db: Db, loaded: Loaded, key: str, second: int, at: datetime) -> None:
    """The phone of a person is a second one's too; its owner spoke there last."""
    first = loaded.people[key]
    for address, *_ in addresses.of_person(db, first):
        sharers.share(db, address, first, second, at)
        sharers.speaks(db, address, first)


def _roles(db: Db, loaded: Loaded, person: WorldPerson, id: int, at: datetime) -> int:
    for held in person.held:
        people.give_role(db, id, loaded.units[held.unit], Role(held.role), at)
    return id


def _load_bases(db: Db, loaded: Loaded, path: Path, frameworks: Path | None, now: datetime) -> None:
    known = bases(frameworks)
    starts = [_window(path, one, f"campaigns[{at}]").start for at, one in enumerate(loaded.world.campaigns)]
    first = min(starts, default=date(2000, 1, 1))
    for number, base in enumerate(loaded.world.base):
        if base.base not in known:
            raise WorldError(path, f"base[{number}].base", f"không có số liệu nền “{base.base}”")
        day = base.day or first
        campaigns.add_base(db, loaded.units[base.unit], base.base, base.value, base.source, day, now)


def _window(path: Path, campaign: WorldCampaign | EarlierCampaign, where: str) -> Period:
    try:
        return period(campaign.period)
    except ValueError as error:
        raise WorldError(path, f"{where}.period", str(error)) from None


def _framework(path: Path, where: str, id: str, folder: Path | None) -> Framework:
    try:
        return framework(id, folder)
    except (UnknownFramework, FrameworkError) as error:
        raise WorldError(path, f"{where}.framework", str(error)) from None


def _load_campaign(
    db: Db, loaded: Loaded, campaign: WorldCampaign, path: Path, where: str, folder: Path | None, at: datetime
) -> None:
    until = None if campaign.to_day is None else campaign.to_day + timedelta(days=1)  # kept half open
    try:
        loaded.campaigns[campaign.key] = open_campaign(
            db, Rules("", folder), framework=campaign.framework, period=campaign.period,
            root=units.unit(db, loaded.units[campaign.root]), opens=campaign.opens, due=campaign.due,
            closes=campaign.closes, indicators=campaign.indicators, ladder=campaign.reminders, key=campaign.key,
            name=campaign.name, data_from=campaign.from_day, data_until=until, now=at,
        )  # fmt: skip
    except CampaignError as error:
        key = _KEY_OF.get(error.why, "")
        raise WorldError(path, f"{where}.{key}" if key else where, str(error)) from None


_KEY_OF = {
    "framework": "framework", "indicator": "indicators", "period": "period", "due": "due", "closes": "closes",
    "ladder": "reminders", "nobody": "root", "key": "key",
}  # fmt: skip


def _load_targets(db: Db, loaded: Loaded, path: Path, folder: Path | None, at: datetime) -> None:
    for number, target in enumerate(loaded.world.targets):
        where = f"targets[{number}]"
        campaign = campaigns.campaign(db, loaded.campaigns[target.campaign])
        indicator = _indicator(path, where, campaign, target.code, folder)
        if indicator.kind is Kind.RATIO:
            value = int(Decimal(str(float(target.value))) * 100)
        elif indicator.kind in {Kind.COUNT, Kind.BOOLEAN}:
            value = int(target.value)
        else:
            raise WorldError(path, f"{where}.value", f"chỉ tiêu {target.code} không có chỉ tiêu giao bằng số")
        campaigns.add_target(db, campaign.id, loaded.units[target.unit], indicator.id, value, target.source, at)


def _indicator(path: Path, where: str, campaign: Campaign, code: str, folder: Path | None) -> Indicator:
    try:
        return framework(campaign.framework, folder).indicator(code)
    except UnknownIndicator:
        raise WorldError(path, f"{where}.code", f"{campaign.framework} không có chỉ tiêu {code}") from None


def _load_figures(db: Db, loaded: Loaded, path: Path, folder: Path | None, at: datetime) -> None:
    for number, figure in enumerate(loaded.world.figures):
        where = f"figures[{number}]"
        unit = loaded.units[figure.unit]
        report: Report | None
        if isinstance(figure.campaign, EarlierCampaign):
            report = _earlier_report(db, loaded, path, where, figure.campaign, unit, folder)
        else:
            report = _report(db, loaded.campaigns[figure.campaign], unit)
        if report is None:
            raise WorldError(path, f"{where}.unit", f"đơn vị {figure.unit} không nộp báo cáo trong đợt này")
        indicator = _indicator(path, where, report.campaign, figure.code, folder)
        try:
            written = read_figure(figure.value, indicator)
        except ValueError as error:
            raise WorldError(path, f"{where}.value", str(error)) from None
        by = None if figure.by is None else loaded.people.get(figure.by)
        earlier = isinstance(figure.campaign, EarlierCampaign)
        entered = report.campaign.due if earlier else max(at, report.campaign.opens)
        figures.add_figure(
            db, report.id, indicator.id, written.count, origin="import", at=entered, person=by,
            doubts=("kept",) if written.doubted else (),
        )  # fmt: skip


def _report(db: Db, campaign: int, unit: int) -> Report | None:
    return next((one for one in reports.reports_of_campaign(db, campaign) if one.unit.id == unit), None)


def _earlier_report(
    db: Db, loaded: Loaded, path: Path, where: str, campaign: EarlierCampaign, unit: int, folder: Path | None
) -> Report:
    """The report of a unit in a campaign of an earlier period, which is closed and approved."""
    key = (campaign.framework, campaign.period)
    if key not in loaded.earlier:
        loaded.earlier[key] = _earlier_campaign(db, path, where, campaign, unit, folder)
    report = _report(db, loaded.earlier[key], unit)
    if report is None:
        reports.open_reports(db, loaded.earlier[key], [unit])
        report = _report(db, loaded.earlier[key], unit)
        assert report is not None
        reports.submit(db, report.id, None, report.campaign.due)
        reports.set_state(db, report.id, ReportState.APPROVED)
    return report


def _earlier_campaign(db: Db, path: Path, where: str, campaign: EarlierCampaign, unit: int, folder: Path | None) -> int:
    found = _framework(path, f"{where}.campaign", campaign.framework, folder)
    window = _window(path, campaign, f"{where}.campaign")
    root = int(units.unit(db, unit).path.strip("/").split("/")[0])
    opens = datetime.combine(window.start, time(7, 30), HANOI)
    due = datetime.combine(window.end - timedelta(days=1), time(17, 0), HANOI)
    id = campaigns.add_campaign(
        db, framework=found.id, period=campaign.period, name=found.title, root=root, opens=opens, due=due, closes=due,
        data_from=window.start, data_until=window.end, indicators=[one.id for one in found.indicators], ladder="none",
        at=opens,
    )  # fmt: skip
    campaigns.close(db, id, due)
    return id
