"""`sothon reminders`: who would be reminded when and why; days off and hours of an office."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.campaigns import MOMENTS, ZONE
from bot.commands.carry import Refused, carry_out, reading, settings_or_stop
from bot.commands.units import find_unit

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.session import Db

reminders = typer.Typer(help="Lịch nhắc.", no_args_is_help=True)
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
WEEK = timedelta(days=7)


@reminders.command("plan")
def plan_command(
    begin: Annotated[
        datetime | None, typer.Option("--from", formats=MOMENTS, help="Từ lúc (để trống: bây giờ).")
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=MOMENTS, help="Đến lúc (để trống: thêm 7 ngày).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Mỗi dòng một JSON.")] = False,
) -> None:
    """Ai sẽ được nhắc, lúc nào, vì sao; coi như không ai trả lời."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(ZONE)
    start = datetime.now(zone) if begin is None else begin.replace(tzinfo=zone)
    until = start + WEEK if end is None else end.replace(tzinfo=zone)
    with reading(settings_or_stop()) as db:
        found = listed(db, datetime.now(zone), start, until)
    for line in found:
        if json:
            from json import dumps

            typer.echo(dumps(line, ensure_ascii=False))
        else:
            typer.echo(
                f"{line['at'][:16].replace('T', ' ')}  {line['person']}  {line['unit']}  {line['campaign']}  "
                f"{line['stage']}  {line['outcome']}  {line['channel'] or '-'}  {line['reason']}"
            )
    if not found and not json:
        typer.echo("Không ai được nhắc trong khoảng này.")


def listed(db: "Db", now: datetime, begin: datetime, end: datetime) -> list[dict[str, str]]:
    """The plan with names: person, at, campaign, stage, unit, key, outcome, reason, channel."""
    from zoneinfo import ZoneInfo

    from scheduler.foresight import lines
    from store import campaigns, people, units

    names: dict[tuple[str, int], str] = {}

    def name(what: str, id: int) -> str:
        if (what, id) not in names:
            if what == "person":
                who = people.person(db, id)
                names[what, id] = who.name if who is not None else f"#{id}"
            elif what == "unit":
                names[what, id] = units.unit(db, id).name
            else:
                names[what, id] = campaigns.campaign(db, id).key or str(id)
        return names[what, id]

    return [
        {
            "person": name("person", line.person),
            "at": line.at.astimezone(ZoneInfo(ZONE)).isoformat(timespec="seconds"),
            "campaign": name("campaign", line.campaign),
            "stage": line.stage,
            "unit": name("unit", line.unit),
            "key": line.key,
            "outcome": line.outcome,
            "reason": line.reason,
            "channel": line.channel,
        }
        for line in lines(db, now, begin, end)
    ]


@reminders.command("day")
def day_command(
    day: Annotated[datetime, typer.Argument(formats=DAYS, help="Ngày.")],
    unit: Annotated[str, typer.Option(help="Đơn vị mà ngày này áp dụng, cả các nơi bên dưới.")],
    off: Annotated[str, typer.Option(help="Nghỉ, với lý do: “nghỉ bù”.")] = "",
    working: Annotated[bool, typer.Option("--working", help="Đi làm, dù là ngày nghỉ.")] = False,
    usual: Annotated[bool, typer.Option("--usual", help="Theo lịch chung.")] = False,
) -> None:
    """Đặt một ngày là ngày nghỉ, ngày làm bù, hoặc theo lịch chung."""
    given = day.date().isoformat()
    done = carry_out("reminders day", unit=unit, day=given, off=off, working=working, usual=usual)
    typer.echo(done["said"])


def set_day(db: "Db", _settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: a day is off, worked or as usual for a unit; deadlines ahead count anew."""
    from datetime import date

    from scheduler.days import count_again
    from store import days
    from store.audit import audit

    unit, day = find_unit(db, given["unit"]), date.fromisoformat(given["day"])
    if sum((bool(given["off"]), given["working"], given["usual"])) != 1:
        raise Refused("Ghi đúng một trong --off “lý do”, --working, --usual.")
    if given["usual"]:
        days.undeclare(db, unit.id, day)
    else:
        days.declare(db, unit.id, day, None if given["working"] else given["off"], None, now)
    moved = count_again(db, unit.path, now)
    audit(db, "day.declared", now, unit=unit.id, day=day, off=given["off"], working=given["working"])
    how = "theo lịch chung" if given["usual"] else "đi làm" if given["working"] else f"nghỉ ({given['off']})"
    return {"said": f"{unit.name}: ngày {day.day}/{day.month}/{day.year} {how}; {len(moved)} đợt tính lại hạn."}
