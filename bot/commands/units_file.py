"""Reading a list of units out of a spreadsheet: rows as they are meant, and those that cannot be taken, with why.

Nothing here knows the database; `bot/commands/units.py` compares the rows with what is on record.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from store.units import fold

FILE_LIMIT = 10 * 1024 * 1024
UNPACKED_LIMIT = 100 * 1024 * 1024
PARTS_LIMIT = 500
ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 40
EXCEL = {".xlsx", ".xlsm"}
HEADER_ROWS = 15  # titles and the national motto may stand above the header
TEXT_LIMIT = 200
CODE_SHAPE = re.compile(r"[^\s,;]{1,64}")

HEADERS = {
    "code": ("ma", "ma don vi", "ma dv", "ma so", "ma dvhc", "ma don vi hanh chinh", "code", "id", "key"),
    "name": ("ten", "ten don vi", "ten dv", "don vi", "ten don vi hanh chinh", "ten thon", "name", "unit"),
    "level": ("cap", "cap don vi", "loai", "loai don vi", "cap hanh chinh", "level", "type"),
    "parent": (
        "ma cap tren", "cap tren", "ma don vi cap tren", "don vi cap tren", "ma cha", "don vi cha", "truc thuoc",
        "thuoc", "thuoc don vi", "ma don vi cha", "parent", "parent code", "parent id",
    ),
    "aliases": ("ten khac", "ten goi khac", "ten cu", "aliases", "alias"),
}  # fmt: skip
LEVELS = {
    "tinh": ("tinh", "thanh pho truc thuoc trung uong", "province"),
    "huyen": ("huyen", "quan", "thi xa", "thanh pho thuoc tinh", "district"),
    "xa": ("xa", "phuong", "thi tran", "dac khu", "commune", "ward"),
    "thon": (
        "thon", "to dan pho", "to", "tdp", "khu", "khu pho", "khu dan cu", "xom", "ban", "lang", "ap", "buon", "bon",
        "soc", "pho", "doi", "village",
    ),
}  # fmt: skip
LEVEL_OF = {word: level for level, words in LEVELS.items() for word in words}
LEVEL_WORDS = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã", "thon": "thôn"}


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message is the Vietnamese reason."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as its row gives it. `parent` is a code or a name; `row` counts from 1, as the spreadsheet shows it."""

    row: int
    code: str | None
    name: str
    level: str
    parent: str | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, and why."""

    row: int
    reason: str

    def __str__(self) -> str:
        return f"Dòng {self.row}: {self.reason}"


class _Formula:
    """A cell that holds a formula: its value is not in the file as it would be shown."""


class Fraction(str):
    """A cell that holds a number which is not whole, with the point that in a text would part thousands."""

    __slots__ = ()


Cell = str | _Formula
Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below a header, which column holds what, and what is in the file that is not read.

    `width` counts the header's columns; `dropped` holds the headers of those that nobody asks for.
    """

    columns: dict[str, int]
    body: Sequence[Row]
    width: int
    dropped: tuple[str, ...]


def read_units(path: Path) -> tuple[list[UnitLine], list[RefusedRow], tuple[str, ...]]:
    """The units of an .xlsx or .csv file, in their order, and the columns not read. Raises UnreadableFile."""
    table = find_header(table_of(path), HEADERS, ("name",))
    lines: list[UnitLine] = []
    refused: list[RefusedRow] = []
    for number, cells in table.body:
        found = read_row(number, cells, table.columns)
        if isinstance(found, RefusedRow):
            refused.append(found)
        elif found is not None:
            lines.append(found)
    if not lines and not refused:
        raise UnreadableFile("dưới dòng tiêu đề không có đơn vị nào")
    return lines, refused, table.dropped


def table_of(path: Path) -> list[Row]:
    """Every row that is not blank, with its number and its cells as text. Raises UnreadableFile."""
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise UnreadableFile(f"tệp quá lớn ({size // 1024 // 1024} MB, tối đa {FILE_LIMIT // 1024 // 1024} MB)")
        content = path.read_bytes()
    except IsADirectoryError:
        raise UnreadableFile("đây là thư mục, cần tệp .xlsx hoặc .csv") from None
    except OSError as error:
        raise UnreadableFile(f"không mở được tệp ({error.strerror})") from None
    if content.startswith(b"PK\x03\x04"):
        rows = _spreadsheet(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile("tệp .xls đời cũ hoặc có mật khẩu; hãy lưu lại thành .xlsx, không đặt mật khẩu")
    elif path.suffix.lower() in EXCEL:
        raise UnreadableFile(
            "không phải tệp Excel dù mang đuôi ấy; mở bằng Excel rồi lưu thành .xlsx, hoặc đổi đuôi .csv"
        )
    else:
        rows = _text_table(content)
    found: list[Row] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if len(found) >= ROWS_LIMIT:
            raise UnreadableFile(f"quá {ROWS_LIMIT} dòng; hãy chia thành nhiều tệp")
        found.append((number, cells))
    return found


def find_header(rows: Sequence[Row], headers: dict[str, tuple[str, ...]], needed: Sequence[str]) -> Table:
    """The row that names most of our columns, and what stands below. Raises UnreadableFile where there is none."""
    named = {word: field for field, words in headers.items() for word in words}
    best: Table | None = None
    for index, (_, cells) in enumerate(rows[:HEADER_ROWS]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            field = named.get(_header_word(cell)) if isinstance(cell, str) else None
            if field is not None:
                columns.setdefault(field, place)
        if all(field in columns for field in needed) and (best is None or len(columns) > len(best.columns)):
            read, width = set(columns.values()), max(place for place, cell in enumerate(cells, 1) if cell)
            dropped = (str(cell) for place, cell in enumerate(cells) if place not in read and isinstance(cell, str))
            best = Table(columns, rows[index + 1 :], width, tuple(word for word in dropped if word))
    if best is None:
        wanted = ", ".join(f"“{headers[field][0]}”" for field in needed)
        raise UnreadableFile(f"không thấy dòng tiêu đề có cột {wanted} (viết có dấu hay không dấu đều được)")
    return best


def read_row(number: int, cells: Sequence[Cell], columns: dict[str, int]) -> UnitLine | RefusedRow | None:
    """One unit, or why not; None for a row in which all our columns are blank."""
    values = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
    if not any(values.values()):
        return None
    for field, value in values.items():
        if isinstance(value, _Formula):
            return RefusedRow(
                number, f"cột {HEADERS[field][0]} là công thức; hãy dán giá trị (Paste Values) rồi lưu lại"
            )
    texts = {field: str(value) for field, value in values.items()}
    name, code = texts["name"], texts.get("code", "")
    if not name:
        return RefusedRow(number, "thiếu tên đơn vị")
    if max(map(len, texts.values())) > TEXT_LIMIT:
        return RefusedRow(number, f"có ô dài quá {TEXT_LIMIT} ký tự")
    if code and not CODE_SHAPE.fullmatch(code):
        return RefusedRow(number, f"mã “{code}” không dùng được (tối đa 64 ký tự, không có khoảng trắng, dấu phẩy)")
    level = _level(texts.get("level", ""), name, texts.get("parent", ""))
    if level is None:
        said = texts.get("level") or name
        return RefusedRow(number, f"không rõ cấp của “{said}”; ghi một trong: {', '.join(LEVEL_WORDS.values())}")
    aliases = tuple(one for part in texts.get("aliases", "").split(";") if (one := part.strip()))
    return UnitLine(number, code or None, name, level, texts.get("parent") or None, aliases)


def _level(said: str, name: str, parent: str) -> str | None:
    """The level a row names; where it names none, the one its name begins with ("Thôn 3", "xã Quang Trung")."""
    words = fold(said or name).removeprefix("cap ").split()
    for length in range(min(6, len(words)), 0, -1):
        phrase = " ".join(words[:length])
        if phrase in {"thanh pho", "tp"}:
            return "huyen" if parent else "tinh"
        if phrase in LEVEL_OF:
            return LEVEL_OF[phrase]
    return None


def _header_word(cell: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\(.*?\)", " ", fold(cell))).split())


def _text_table(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, [_typed(cell) for cell in cells[:COLUMNS_LIMIT]]
    except csv.Error:
        raise UnreadableFile(f"dòng {reader.line_num} không đọc được như tệp CSV") from None


def _decoded(content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("không phải tệp .xlsx hay .csv")
    try:
        return content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile("không phải chữ UTF-8; trong Excel hãy lưu dạng “CSV UTF-8” hoặc .xlsx") from None


def _spreadsheet(content: bytes) -> Iterator[Row]:
    """The first sheet that has rows. Sizes are bounded before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
            if len(entries) > PARTS_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
                raise UnreadableFile("tệp nén bung ra quá lớn")
            for entry in entries:
                _unpack(parts, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFile("tệp .xlsx bị hỏng") from error
    yield from _sheet(content)


def _unpack(parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack once to nowhere: a part that is longer than it claims is refused."""
    left = entry.file_size
    with parts.open(entry) as part:
        while block := part.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise UnreadableFile("tệp nén bung ra quá lớn")


def _sheet(content: bytes) -> Iterator[Row]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it does not keep; we only read values
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        except Exception as error:  # openpyxl meets a broken file with whatever its parts raise
            raise UnreadableFile("không đọc được như tệp .xlsx") from error
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = _cells(sheet.iter_rows(max_col=COLUMNS_LIMIT))
                first = next(rows, None)
                if first is not None:
                    yield first
                    yield from rows
                    return
        except UnreadableFile:
            raise
        except Exception as error:  # the same, met while reading row by row
            raise UnreadableFile("không đọc được như tệp .xlsx") from error
        finally:
            book.close()


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        cells = [_value(cell) for cell in row]
        if any(cells):
            yield number, cells


def _value(cell: object) -> Cell:
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if getattr(cell, "data_type", None) == "f":
        return _Formula()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else Fraction(value)
    return _tidy(str(value))


def _typed(cell: str) -> Cell:
    """A cell of a CSV file: ="007" is how people keep the zeros of a code, any other = begins a formula."""
    kept = re.fullmatch(r'="([^"]*)"', cell.strip())
    if kept:
        return _tidy(kept[1])
    return _Formula() if cell.startswith("=") else _tidy(cell)


def _tidy(text: str) -> str:
    from unicodedata import normalize

    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(normalize("NFC", kept).split())
