"""Reading lists of units as offices send them."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import units_file
from bot.commands.units_file import RefusedRow, UnitLine, UnreadableFile, read_units


def _csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "units.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _xlsx(folder: Path, *rows: tuple[str | int | float | None, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    path = folder / "units.xlsx"
    book.save(path)
    book.close()
    return path


def _names(path: Path) -> list[tuple[str | None, str, str, str | None]]:
    lines, refused, _ = read_units(path)
    assert refused == []
    return [(line.code, line.name, line.level, line.parent) for line in lines]


EXPECTED = [("QT", "xã Quang Trung", "xa", None), ("QT1", "Thôn 1", "thon", "QT")]


@pytest.mark.parametrize(
    "text",
    [
        "Mã,Tên,Cấp,Mã cấp trên\nQT,xã Quang Trung,xã,\nQT1,Thôn 1,thôn,QT\n",
        "STT;MÃ ĐƠN VỊ (*);Tên đơn vị;Cấp đơn vị;Trực thuộc\n1;QT;xã Quang Trung;Cấp xã;\n\n2;QT1;Thôn 1;THÔN;QT\n",
        "ma\tten\tcap\tcap tren\nQT\txã Quang Trung\txa\t\nQT1\tThôn 1\tthon\tQT\n",
        "code,name,level,parent\r\nQT,xã Quang Trung,commune,\r\nQT1,Thôn 1,village,QT\r\n",
        "DANH SÁCH ĐƠN VỊ,,,\n,,,\nTên,Mã,Thuộc,Ghi chú\n xã  Quang Trung ,QT,,x\nThôn 1,QT1,QT,y\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_headers_separators_and_encodings_as_people_have_them(tmp_path: Path, text: str, encoding: str) -> None:
    assert _names(_csv(tmp_path, text, encoding)) == EXPECTED


def test_a_spreadsheet_with_a_title_numbers_and_blank_lines(tmp_path: Path) -> None:
    path = _xlsx(
        tmp_path,
        ("ỦY BAN NHÂN DÂN",),
        (),
        ("TT", "Mã", "Tên", "Cấp", "Mã cấp trên"),
        (1, 14872, "xã Quang Trung", "xã", None),
        (None, None, None, None, None),
        (2, 14872001.0, "Thôn 1", None, 14872),
    )
    lines, refused, _ = read_units(path)
    assert refused == []
    assert lines == [
        UnitLine(4, "14872", "xã Quang Trung", "xa", None),
        UnitLine(6, "14872001", "Thôn 1", "thon", "14872"),
    ]


def test_rows_that_cannot_be_taken_are_named_with_their_number(tmp_path: Path) -> None:
    path = _xlsx(
        tmp_path,
        ("Mã", "Tên", "Cấp", "Mã cấp trên"),
        ("A", "=CONCAT(1,2)", "xã", None),
        ("B", None, "xã", None),
        ("C", "Nơi nào đó", None, None),
        ("D", "Thôn D", "liên thôn", None),
        ("có cách", "Thôn E", "thôn", None),
        ("G", "x" * 300, "thôn", None),
    )
    lines, refused, _ = read_units(path)
    assert lines == []
    assert [row.row for row in refused] == [2, 3, 4, 5, 6, 7]
    assert "công thức" in refused[0].reason
    assert str(refused[1]) == "Dòng 3: thiếu tên đơn vị"
    assert "không rõ cấp của “Nơi nào đó”" in refused[2].reason
    assert "“liên thôn”" in refused[3].reason


def test_a_formula_in_a_column_we_do_not_read_does_no_harm(tmp_path: Path) -> None:
    path = _xlsx(tmp_path, ("TT", "Tên"), ("=ROW()-1", "Thôn 1"))
    assert _names(path) == [(None, "Thôn 1", "thon", None)]


def test_the_zeros_of_a_code_are_kept_in_csv(tmp_path: Path) -> None:
    assert _names(_csv(tmp_path, 'Mã,Tên\n="007",Thôn 7\n008,Thôn 8\n')) == [
        ("007", "Thôn 7", "thon", None),
        ("008", "Thôn 8", "thon", None),
    ]


def test_names_typed_with_loose_marks_are_put_together(tmp_path: Path) -> None:
    (line,), _, _ = read_units(_csv(tmp_path, "Tên\nxa\u0303 Quang\u00a0Trung\u200b\n"))
    assert line.name == "xã Quang Trung"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "tiêu đề"),
        (b"a,b\n1,2\n", "tiêu đề"),
        ("Tên\n".encode(), "không có đơn vị nào"),
        ("Tên\nThôn Mường".encode("cp1258", "replace") + b"\xff\xfe\xfd", "UTF-8"),
        (b"\x00\x01\x02", "không phải tệp"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, ".xls đời cũ"),
        (b"PK\x03\x04" + b"0" * 600, "bị hỏng"),
        (b'T\xc3\xaan\n"' + b"x" * 200_000, "không đọc được như tệp CSV"),
    ],
)
def test_a_file_that_is_none_gets_one_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=reason):
        read_units(path)


def test_a_text_called_xlsx_is_no_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_text("Tên\nThôn 1\n")
    with pytest.raises(UnreadableFile, match="không phải tệp Excel dù mang đuôi ấy"):
        read_units(path)


def test_no_file_and_a_folder_get_one_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="không mở được tệp"):
        read_units(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="thư mục"):
        read_units(tmp_path)


def test_a_zip_that_is_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableFile, match=r"không đọc được như tệp \.xlsx"):
        read_units(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(200):
            part.write(b" " * (1 << 20))
    assert path.stat().st_size < units_file.FILE_LIMIT
    with pytest.raises(UnreadableFile, match="bung ra quá lớn"):
        read_units(path)


def test_a_part_longer_than_it_claims_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("a.xml", b" " * 5_000_000)
    content = path.read_bytes()
    path.write_bytes(content.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(UnreadableFile):
        read_units(path)


def test_too_large_and_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units_file, "ROWS_LIMIT", 5)
    path = _csv(tmp_path, "Tên\n" + "".join(f"Thôn {number}\n" for number in range(10)))
    with pytest.raises(UnreadableFile, match="quá 5 dòng"):
        read_units(path)
    monkeypatch.setattr(units_file, "FILE_LIMIT", 20)
    with pytest.raises(UnreadableFile, match="quá lớn"):
        read_units(path)


@settings(max_examples=150, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: ("Mã,Tên,Cấp\n" + text).encode()))
def test_whatever_the_file_holds_there_is_an_answer(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        lines, refused, _ = read_units(path)
    except UnreadableFile as error:
        assert str(error)
    else:
        assert all(isinstance(line, UnitLine) and line.name for line in lines)
        assert all(isinstance(row, RefusedRow) and row.reason for row in refused)
