"""`sothon base import`: the denominators that several indicators share, out of a spreadsheet."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.carry import Refused, carry_out
from bot.commands.ending import stop
from bot.commands.units import find_unit

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.session import Db

base = typer.Typer(help="Số liệu nền: số người trưởng thành, số hộ, dân số.", no_args_is_help=True)

COUNT = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+|[1-9][0-9]{0,2}( [0-9]{3})+")
LONGEST_COUNT = 15  # 999.999.999.999
AHEAD = timedelta(days=31)  # a list may be dated by the end of its month, a year mistyped is further off
HEADERS = {
    "unit": ("ma don vi", "don vi", "thon", "ma", "unit"),
    "base": ("so lieu nen", "so lieu", "loai", "base", "key"),
    "value": ("gia tri", "so luong", "so", "value"),
    "day": ("ngay", "tinh den ngay", "date", "day"),
    "source": ("nguon", "source"),
}


@dataclass(frozen=True, slots=True)
class BaseLine:
    """One base figure as its row gives it."""

    row: int
    unit: str
    base: str
    value: str
    day: str
    source: str


@base.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="Tệp .xlsx hoặc .csv: đơn vị, số liệu nền, giá trị, ngày, nguồn.")],
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Ngày của số liệu, nếu tệp không ghi.")
    ] = None,
) -> None:
    """Nhập số liệu nền; dòng nào sai thì liệt kê và không nhập gì cả."""
    from bot.commands.units_file import RefusedRow, UnreadableFile, find_header, table_of

    try:
        table = find_header(table_of(file), HEADERS, ("unit", "base", "value"))
    except UnreadableFile as error:
        stop(f"{file}: {error}")
    lines, refused = [], []
    for row, cells in table.body:
        if any(cells[table.width :]):  # 12,5 without quotes is two cells, and everything behind it has moved
            refused.append(RefusedRow(row, "có nhiều ô hơn dòng tiêu đề; số lẻ hay chữ có dấu phẩy thì đặt trong “ ”"))
            continue
        words = {field: _words(cells[place]) for field, place in table.columns.items() if place < len(cells)}
        lines.append(BaseLine(row, **{field: words.get(field, "") for field in HEADERS}))
    done = carry_out(
        "base import",
        lines=[asdict(line) for line in lines],
        refused=[asdict(row) for row in refused],
        day=day.date().isoformat() if day else None,
    )
    typer.echo(f"Đã nhập {done['added']} số liệu nền.")


def _words(cell: object) -> str:
    """A cell as it would be typed here: a number that is not whole has a comma."""
    from bot.commands.units_file import Fraction

    if not isinstance(cell, str):
        return "="  # a formula
    return cell.replace(".", ",") if isinstance(cell, Fraction) else cell


def import_bases(db: "Db", settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: all rows, or none with every reason. Every row is a new dated figure; the older ones stay."""
    from bot.commands.units_file import RefusedRow
    from scoring.framework import bases
    from store.campaigns import add_base
    from store.units import fold

    keys = {name: key for key, one in bases(settings.frameworks).items() for name in (key, fold(one.name))}
    refused = [RefusedRow(**row) for row in given["refused"]]
    found: dict[tuple[int, str, date], tuple[BaseLine, int]] = {}
    for line in (BaseLine(**line) for line in given["lines"]):
        try:
            unit = find_unit(db, line.unit)
            key = keys.get(line.base) or keys.get(fold(line.base))
            if key is None:
                raise Refused(f"không có số liệu nền “{line.base}”; các tên: {', '.join(bases(settings.frameworks))}")
            value, day = _count(line.value), _day(line.day, given["day"], now)
            first, before = found.setdefault((unit.id, key, day), (line, value))
            if before != value:
                raise Refused(f"dòng {first.row} ghi {first.value} cho cùng đơn vị, số liệu và ngày; giữ một dòng")
        except Refused as reason:
            refused.append(RefusedRow(line.row, str(reason)))
    if refused:
        lines = map(str, sorted(refused, key=lambda row: row.row))
        raise Refused(*lines, f"Không nhập số liệu nào: {len(refused)} dòng cần sửa.")
    for (unit_id, key, day), (line, value) in found.items():
        add_base(db, unit_id, key, value, line.source, day, now)
    return {"added": len(found)}


def _count(words: str) -> int:
    """A count as people write it: 1068, 1.068, 1 068. A point before other than three digits parts no thousands."""
    if not COUNT.fullmatch(words) or len(words) > LONGEST_COUNT:
        raise Refused(f"“{words}” không phải số đếm; ghi số nguyên, ví dụ 1068 hoặc 1.068")
    return int(re.sub(r"\D", "", words))


def _day(words: str, otherwise: str | None, now: datetime) -> date:
    day = _date(words, otherwise)
    if day > (now + AHEAD).date():
        raise Refused(f"ngày {day:%d/%m/%Y} còn ở xa phía trước; số liệu nền là số đã đếm")
    return day


def _date(words: str, otherwise: str | None) -> date:
    said = words.split(" ")[0] or otherwise
    if not said:
        raise Refused("thiếu ngày của số liệu; thêm cột ngày, hoặc --day 2023-05-31")
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007  (only the day is kept)
        except ValueError:
            continue
    raise Refused(f"“{words}” không phải ngày; ghi dạng 31/5/2023")
