"""`sothon base import`: the denominators that several indicators share, out of a spreadsheet."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
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
    from bot.commands.units_file import UnreadableFile, find_header, table_of

    try:
        columns, body = find_header(table_of(file), HEADERS, ("unit", "base", "value"))
    except UnreadableFile as error:
        stop(f"{file}: {error}")
    lines = []
    for row, cells in body:
        texts = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
        words = {field: text if isinstance(text, str) else "=" for field, text in texts.items()}
        lines.append(BaseLine(row, **{field: words.get(field, "") for field in HEADERS}))
    done = carry_out("base import", lines=[asdict(line) for line in lines], day=day.date().isoformat() if day else None)
    typer.echo(f"Đã nhập {done['added']} số liệu nền.")


def import_bases(db: "Db", settings: "Settings", now: datetime, given: dict[str, Any]) -> dict[str, Any]:
    """The act: all rows, or none with every reason. Every row is a new dated figure; the older ones stay."""
    from scoring.framework import bases
    from store.campaigns import add_base
    from store.units import fold

    keys = {name: key for key, one in bases(settings.frameworks).items() for name in (key, fold(one.name))}
    refused: list[str] = []
    for line in (BaseLine(**line) for line in given["lines"]):
        try:
            unit = find_unit(db, line.unit)
            key = keys.get(line.base) or keys.get(fold(line.base))
            if key is None:
                raise Refused(f"không có số liệu nền “{line.base}”; các tên: {', '.join(bases(settings.frameworks))}")
            add_base(db, unit.id, key, _count(line.value), line.source, _day(line.day, given["day"]), now)
        except Refused as reason:
            refused.append(f"Dòng {line.row}: {reason}")
    if refused:
        raise Refused(*refused, f"Không nhập số liệu nào: {len(refused)} dòng cần sửa.")
    return {"added": len(given["lines"])}


def _count(words: str) -> int:
    digits = words.replace(".", "").replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 12:
        raise Refused(f"“{words}” không phải số đếm")
    return int(digits)


def _day(words: str, otherwise: str | None) -> date:
    said = words.split(" ")[0] or otherwise
    if not said:
        raise Refused("thiếu ngày của số liệu; thêm cột ngày, hoặc --day 2023-05-31")
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007  (only the day is kept)
        except ValueError:
            continue
    raise Refused(f"“{words}” không phải ngày; ghi dạng 31/5/2023")
