"""`sothon unit`: the tree of units, out of a spreadsheet and on the screen."""

from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.carry import Refused, carry_out, reading, settings_or_stop
from bot.commands.ending import stop

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.session import Db
    from store.units import Unit

unit = typer.Typer(help="Cây đơn vị: tỉnh, huyện, xã, thôn.", no_args_is_help=True)


@unit.command("import")
def import_file(file: Annotated[Path, typer.Argument(help="Tệp .xlsx hoặc .csv: mã, tên, cấp, mã cấp trên.")]) -> None:
    """Nhập danh sách đơn vị; dòng nào sai thì liệt kê và không nhập gì cả."""
    from bot.commands.units_file import UnreadableFile, read_units

    try:
        lines, refused, dropped = read_units(file)
    except UnreadableFile as error:
        stop(f"{file}: {error}")
    done = carry_out("unit import", lines=[asdict(line) for line in lines], refused=[asdict(row) for row in refused])
    if dropped:
        typer.echo(f"Cột không dùng tới: {', '.join(dropped)}.")
    for row, name in done["known"]:
        typer.echo(f"Dòng {row}: {name} đã có, giữ nguyên.")
    levels = ", ".join(f"{count} {level}" for level, count in done["levels"].items())
    typer.echo(f"Đã nhập {done['added']} đơn vị" + (f" ({levels})." if levels else "."))


@unit.command("list")
def list_units(
    json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Liệt kê các đơn vị theo cây."""
    from store.units import every

    with reading(settings_or_stop()) as db:
        found = every(db)
    tree = sorted(found, key=lambda one: _branch(one, {other.id: other for other in found}))
    if json:
        from json import dumps

        typer.echo(dumps([_shown(one) for one in tree], ensure_ascii=False, indent=1))
        return
    for one in tree:
        depth = one.path.count("/") - 2
        typer.echo(f"{'  ' * depth}{one.name}" + (f"  [{one.code}]" if one.code else f"  [#{one.id}]"))
    if not tree:
        typer.echo("Chưa có đơn vị nào; nhập bằng: sothon unit import TỆP")


def find_unit(db: "Db", words: str) -> "Unit":
    """The unit meant by a code, "#7", or a name that only one unit has ("Thôn 3, xã Quang Trung"). Raises Refused."""
    from store.units import every, fold

    found = every(db)
    meant = [one for one in found if one.code == words or f"#{one.id}" == words]
    if not meant:
        own, *above = [fold(part) for part in words.split(",")]
        names = {one.id: fold(one.name) for one in found}
        meant = [
            one for one in found if names[one.id] == own and all(_stands_under(one, name, names) for name in above)
        ]
    if not meant:
        raise Refused(f"Không có đơn vị nào là “{words}”; xem danh sách bằng: sothon unit list")
    if len(meant) > 1:
        keys = ", ".join(f"{one.name} [{one.code or f'#{one.id}'}]" for one in meant[:10])
        raise Refused(f"Có {len(meant)} đơn vị là “{words}”: {keys}; hãy ghi mã trong ngoặc vuông.")
    return meant[0]


def import_units(db: "Db", _settings: "Settings", _now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: all lines, or none with every reason. Units that are there already, under the same unit, stay."""
    from bot.commands.units_file import LEVEL_WORDS, RefusedRow, UnitLine
    from bot.commands.units_plan import plan
    from store.units import add_alias, add_unit, every, every_alias

    lines = [UnitLine(**{**line, "aliases": tuple(line["aliases"])}) for line in given["lines"]]
    refused = [RefusedRow(**row) for row in given["refused"]]
    existing = every(db)
    steps, more = plan(lines, existing, every_alias(db))
    refused = sorted(refused + more, key=lambda row: row.row)
    if refused:
        raise Refused(*map(str, refused), f"Không nhập đơn vị nào: {len(refused)} dòng cần sửa.")
    ids: dict[int, int] = {}
    position = max((one.position for one in existing), default=0)
    for step in steps:
        line = step.line
        if step.known is not None:
            ids[line.row] = step.known.id
            continue
        above = step.parent_id if step.parent_row is None else ids[step.parent_row]
        place = position + line.row
        ids[line.row] = add_unit(db, line.name, line.level, above, code=line.code, position=place)
        for alias in line.aliases:
            add_alias(db, ids[line.row], alias)
    levels = Counter(LEVEL_WORDS[step.line.level] for step in steps if step.known is None)
    known = [(step.line.row, step.line.name) for step in steps if step.known is not None]
    return {"added": levels.total(), "levels": dict(levels), "known": known}


def _branch(one: "Unit", found: "dict[int, Unit]") -> list[tuple[int, int]]:
    """Sorts a unit right after the one it stands under, siblings in their order."""
    ids = [int(part) for part in one.path.strip("/").split("/")]
    return [(found[id].position, id) for id in ids if id in found]


def _stands_under(one: "Unit", name: str, names: dict[int, str]) -> bool:
    ids = [int(part) for part in one.path.strip("/").split("/")][:-1]
    return any(names.get(id) == name for id in ids)


def _shown(one: "Unit") -> dict[str, Any]:
    ids = one.path.strip("/").split("/")
    parent = int(ids[-2]) if len(ids) > 1 else None
    return {"id": one.id, "code": one.code, "name": one.name, "level": one.level, "parent": parent}
