"""`sothon invite`: a code and a link by which somebody joins a unit."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.carry import Refused, carry_out
from bot.commands.units import find_unit

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.session import Db

CODE_SHAPE = r"[A-Z0-9_-]{4,64}"
ROLE_WORDS = {"member": "thành viên", "officer": "công chức phụ trách", "leader": "lãnh đạo", "supervisor": "cấp trên"}


class RoleName(StrEnum):
    """The roles that a code may give."""

    MEMBER = "member"
    OFFICER = "officer"
    LEADER = "leader"
    SUPERVISOR = "supervisor"


def invite_command(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị, hoặc tên: “Thôn 3, xã Quang Trung”.")],
    role: Annotated[RoleName, typer.Option(help="Vai trò của người được mời.")] = RoleName.MEMBER,
    uses: Annotated[int, typer.Option(min=1, max=1000, help="Số người dùng được mã.")] = 10,
    days: Annotated[int, typer.Option(min=1, max=366, help="Số ngày mã còn hiệu lực.")] = 30,
    code: Annotated[str | None, typer.Option(help="Tự đặt mã: 4 đến 64 chữ A-Z, số, gạch.")] = None,
    qr: Annotated[bool, typer.Option("--qr", help="In cả mã QR để quét bằng điện thoại.")] = False,
    json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Tạo mã mời và đường dẫn để một người vào đơn vị."""
    done = carry_out("invite", unit=unit, role=role.value, uses=uses, days=days, code=code)
    if json:
        from json import dumps

        typer.echo(dumps(done, ensure_ascii=False))
        return
    typer.echo(f"Mã mời {ROLE_WORDS[done['role']]} của {done['unit']}: {done['code']}")
    typer.echo(f"Đường dẫn: {done['link']}")
    if done["bot"]:
        typer.echo(f"Hoặc nhắn mã cho {done['bot']}")
    if done["full"]:
        typer.echo(done["full"])
    typer.echo(f"Dùng được {uses} lần, đến hết ngày {done['until']}. Gửi riêng cho người được mời.")
    if qr:
        import sys

        import segno

        segno.make(done["link"], error="m").terminal(sys.stdout, compact=True)


def invite(db: "Db", settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: a new code for one unit and role; only its HMAC is kept."""
    import re
    from zoneinfo import ZoneInfo

    from sqlalchemy import select

    from handlers.texts import reach
    from scheduler.supply import way_in
    from store.audit import audit
    from store.invites import INVITE, add_invite, invite_digest, new_code
    from store.people import Role

    unit = find_unit(db, given["unit"])
    code = (given["code"] or new_code()).strip().upper()
    if not re.fullmatch(CODE_SHAPE, code):
        raise Refused("Mã mời dài 4 đến 64 ký tự, chỉ gồm A-Z, 0-9, gạch ngang, gạch dưới.")
    digest = invite_digest(settings.secret or "", code)
    if db.execute(select(INVITE.c.id).where(INVITE.c.digest == digest)):
        raise Refused("Mã mời này đã có; hãy đặt mã khác.")
    life = timedelta(days=given["days"])
    add_invite(db, digest, code[:2], unit.id, Role(given["role"]), now, uses=given["uses"], life=life)
    audit(db, "invite_made", now, unit=unit.id, role=given["role"])
    until = (now + life).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    door, full = way_in(db, unit)
    return {
        "bot": reach.door(door, code) if door is not None else None,
        "full": reach.no_room(full, True) if full and door is None else None,
        "code": code,
        "unit": unit.name,
        "role": given["role"],
        "link": f"{settings.address}/vao/{code}",
        "until": f"{until.day}/{until.month}/{until.year}",
    }


def role_command(
    person: Annotated[str, typer.Argument(help="Tên người, hoặc #số.")],
    role: Annotated[RoleName | None, typer.Argument(help="Vai trò mới.")] = None,
    unit: Annotated[str, typer.Option(help="Đơn vị.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Thôi mọi vai trò ở đơn vị này.")] = False,
) -> None:
    """Giao hoặc thôi vai trò của một người đã tham gia."""
    done = carry_out("role", person=person, role=role.value if role else None, unit=unit, remove=remove)
    typer.echo(done["said"])


def give_role(db: "Db", _settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: a person who has joined gets a role in a unit, or loses those they hold there."""
    from sqlalchemy import select

    from handlers import teams
    from store import people
    from store.audit import audit
    from store.units import fold

    unit = find_unit(db, given["unit"])
    person = people.PERSON
    rows = db.execute(select(person.c.id, person.c.name, person.c.folded).where(person.c.erased_at.is_(None)))
    meant = [row for row in rows if given["person"] in (f"#{row.id}", row.name) or fold(given["person"]) == row.folded]
    if len(meant) != 1:
        keys = ", ".join(f"{row.name} [#{row.id}]" for row in meant[:10])
        raise Refused(f"Có {len(meant)} người là “{given['person']}”{': ' + keys if keys else ''}.")
    who = meant[0]
    if given["remove"]:
        ended = people.end_role(db, who.id, unit.id, now)
        audit(db, "role_ended", now, unit=unit.id, of=who.id)
        return {"said": f"Đã thôi {ended} vai trò của {who.name} ở {unit.name}."}
    if given["role"] is None:
        raise Refused("Ghi vai trò (member, officer, leader, supervisor), hoặc --remove.")
    held = people.roles(db, who.id, now)
    if not any(one.role == given["role"] and one.unit.id == unit.id for one in held):
        people.give_role(db, who.id, unit.id, people.Role(given["role"]), now)
        teams.welcome(db, who.id, unit.id, people.Role(given["role"]), now)
        audit(db, "role_given", now, unit=unit.id, of=who.id, role=given["role"])
    return {"said": f"{who.name} là {ROLE_WORDS[given['role']]} của {unit.name}."}
