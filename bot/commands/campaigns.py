"""`sothon campaign`: opening a reporting round, and the list of those there are."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.carry import Refused, carry_out, reading, settings_or_stop
from bot.commands.units import find_unit

if TYPE_CHECKING:
    from bot.settings import Settings
    from scoring.framework import Framework
    from scoring.periods import Period
    from store.session import Db
    from store.units import Unit

campaign = typer.Typer(help="Đợt báo cáo.", no_args_is_help=True)

ZONE = "Asia/Ho_Chi_Minh"
OPENS_AT = time(7, 30)
DUE_AT = time(17, 0)
MOMENTS = ["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y", "%d/%m/%Y %H:%M"]


@campaign.command("open")
def open_command(
    framework: Annotated[str, typer.Argument(help="Bộ chỉ tiêu, ví dụ qd-1829-2023.")],
    period: Annotated[str, typer.Argument(help="Kỳ: 2023, 2023-H1, 2023-Q2, 2023-06.")],
    root: Annotated[str, typer.Option(help="Đơn vị báo cáo: mã hoặc tên.")],
    due: Annotated[datetime, typer.Option(formats=MOMENTS, help="Hạn nộp (không ghi giờ: 17:00).")],
    opens: Annotated[datetime | None, typer.Option(formats=MOMENTS, help="Ngày mở (để trống: ngay bây giờ).")] = None,
    closes: Annotated[datetime | None, typer.Option(formats=MOMENTS, help="Ngày đóng, sau hạn nộp.")] = None,
    indicators: Annotated[str, typer.Option(help="Các chỉ tiêu, cách nhau dấu phẩy (để trống: tất cả).")] = "",
    name: Annotated[str, typer.Option(help="Tên đợt.")] = "",
    key: Annotated[str | None, typer.Option(help="Tên tắt để gọi đợt này.")] = None,
    ladder: Annotated[
        str, typer.Option(help="Lịch nhắc: default, short, none, hoặc các mốc, ví dụ opening,-14,-7,-1,0,+2.")
    ] = "default",
    quiet: Annotated[bool, typer.Option("--no-reminders", help="Không nhắc hạn; như --ladder none.")] = False,
) -> None:
    """Mở một đợt báo cáo cho một đơn vị và các đơn vị bên dưới."""
    done = carry_out(
        "campaign open", framework=framework, period=period, root=root, due=_moment(due, DUE_AT), name=name, key=key,
        opens=_moment(opens, OPENS_AT), closes=_moment(closes, DUE_AT), ladder="none" if quiet else ladder,
        indicators=[one.strip() for one in indicators.split(",") if one.strip()],
    )  # fmt: skip
    typer.echo(
        f"Đã mở đợt {done['name']} (số {done['id']}) cho {done['root']}: {done['indicators']} chỉ tiêu, "
        f"{done['reports']} đơn vị báo cáo, hạn {done['due']}."
    )


@campaign.command("list")
def list_command() -> None:
    """Liệt kê các đợt báo cáo."""
    from store.campaigns import campaigns
    from store.units import unit

    with reading(settings_or_stop()) as db:
        for one in campaigns(db):
            due = one.due.astimezone(_zone()).strftime("%d/%m/%Y %H:%M")
            root = unit(db, one.root).name
            typer.echo(f"{one.id}  {one.key or '-'}  {one.framework}  {one.period}  {root}  hạn {due}  {one.name}")


def open_campaign(db: "Db", settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: a campaign, and a report for every unit below the root where one of its figures arises."""
    from scheduler.days import calendar_of, counted
    from store.audit import audit
    from store.campaigns import add_campaign, campaign_by_key
    from store.reports import open_reports

    found, indicators = _asked_for(settings, given)
    span = _span(given["period"])
    root = find_unit(db, given["root"])
    opens, due, closes = _moments(given, now)
    if given["key"] and campaign_by_key(db, given["key"]):
        raise Refused(f"Đã có đợt tên tắt {given['key']}.")
    if not (given["name"] or given["key"]):
        _refuse_twin(db, found.id, given["period"], root, now)
    owing = owing_units(db, found, indicators, root)
    if not owing:
        raise Refused(
            f"Dưới {root.name} không có đơn vị nào phải báo cáo bộ này; nhập đơn vị trước: sothon unit import"
        )
    name = given["name"] or f"{found.title}, kỳ {given['period']}"
    when = counted(calendar_of(db, root.path), due, closes)
    id = add_campaign(
        db, framework=found.id, period=given["period"], name=name, root=root.id, opens=opens, due=when.due,
        closes=when.closes, asked_due=when.asked,
        data_from=span.start, data_until=span.end, indicators=indicators, ladder=given["ladder"], at=now,
        key=given["key"],
    )  # fmt: skip
    open_reports(db, id, [one.id for one in owing])
    audit(db, "campaign_opened", now, unit=root.id, campaign=id)
    return {
        "id": id,
        "name": name,
        "root": root.name,
        "indicators": len(indicators),
        "reports": len(owing),
        "due": when.due.astimezone(_zone()).strftime("%H:%M %d/%m/%Y"),
    }


def _asked_for(settings: "Settings", given: dict[str, Any]) -> "tuple[Framework, list[str]]":
    """The framework and the indicators that are asked, all where none are named; the ladder is one there is."""
    from scheduler.ladder import UnknownLadder
    from scheduler.ladder import ladder as stages
    from scoring.framework import UnknownFramework, framework
    from scoring.indicator import UnknownIndicator

    try:
        found = framework(given["framework"], settings.frameworks)
        chosen = [part.id for id in given["indicators"] for part in found.expand(id)]
        stages(given["ladder"])
    except UnknownFramework:
        raise Refused(f"Không có bộ chỉ tiêu {given['framework']}; xem danh sách bằng: sothon framework list") from None
    except UnknownIndicator as error:
        raise Refused(f"Bộ {given['framework']} không có chỉ tiêu {error}.") from None
    except UnknownLadder as error:
        raise Refused(
            f"--ladder: không có lịch nhắc “{error}”; ghi default, short, none hoặc các mốc như opening,-14,-7,-1,0,+2."
        ) from None
    return found, chosen or [one.id for one in found.indicators]


def _span(said: str) -> "Period":
    from scoring.periods import period

    try:
        return period(said)
    except ValueError:
        raise Refused(f"Không hiểu kỳ “{said}”; ghi dạng 2023, 2023-H1, 2023-Q2 hoặc 2023-06.") from None


def _moments(given: dict[str, Any], now: datetime) -> tuple[datetime, datetime, datetime | None]:
    """When it opens, is due and closes."""
    opens = datetime.fromisoformat(given["opens"]) if given["opens"] else now
    due = datetime.fromisoformat(given["due"])
    closes = datetime.fromisoformat(given["closes"]) if given["closes"] else None
    if due <= opens:
        raise Refused("Hạn nộp phải sau ngày mở.")
    if closes is not None and closes < due:
        raise Refused("Ngày đóng không thể trước hạn nộp.")
    return opens, due, closes


def _refuse_twin(db: "Db", framework: str, period: str, root: "Unit", now: datetime) -> None:
    """A round like one that is open, under no name of its own, would ask the same twice under one name."""
    from store.campaigns import campaigns

    for one in campaigns(db):
        if (one.framework, one.period, one.root) == (framework, period, root.id) and not one.closed(now):
            raise Refused(
                f"Đợt này đang mở rồi (số {one.id}: {one.name}); mở thêm một đợt như vậy thì đặt tên riêng bằng --name "
                "hoặc --key."
            )


def owing_units(db: "Db", framework: "Framework", indicators: list[str], root: "Unit") -> "list[Unit]":
    """Who owes a report: every unit from the root down at which at least one figure of the list arises."""
    from scoring.indicator import Collect
    from store.units import below

    wanted = {framework.indicator(id).collect for id in indicators}

    def collects(one: "Unit") -> bool:
        other = one.level == framework.level if framework.level in {"xa", "thon"} else one.id == root.id
        return (
            (Collect.THON in wanted and one.level == "thon")
            or (Collect.XA in wanted and one.level == "xa")
            or (Collect.OTHER in wanted and other)
        )

    return [one for one in below(db, root) if one.until_day is None and collects(one)]


def _moment(day: datetime | None, hour: time) -> str | None:
    """A moment of Vietnam's clock as text; a bare day gets its usual hour."""
    if day is None:
        return None
    if day.time() == time(0, 0):
        day = datetime.combine(day.date(), hour)
    return day.replace(tzinfo=_zone()).isoformat()


def _zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(ZONE)
