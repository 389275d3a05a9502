"""The commands as a person types them: on the file itself, and through the server that holds it."""

import asyncio
import json
import os
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import Result

from bot.cli import main
from bot.commands.carry import acts, serve_commands
from bot.lock import hold, holder
from bot.settings import read_settings
from store import accounts, outbox, people
from store.campaigns import campaigns
from store.invites import invite_digest, take_invite
from store.session import Db, Store
from store.units import every
from tests.handlers.world import Commune

Sothon = Callable[..., Result]
UNITS = (
    "Mã,Tên,Cấp,Mã cấp trên\nQT,xã Quang Trung,xã,\nQT1,Thôn 1,,QT\nQT2,Thôn 2,,QT\nBS,xã Bắc Sơn,,\nBS1,Thôn 1,,BS\n"
)


@pytest.fixture
def units(folder: Path, sothon: Sothon) -> None:
    """Two communes with villages."""
    (folder / "units.csv").write_text(UNITS)
    assert sothon("migrate").exit_code == 0
    result = sothon("unit", "import", "units.csv")
    assert result.exit_code == 0, result.output


@contextmanager
def server() -> Iterator[list[str]]:
    """What `sothon run` does for commands, in a thread: holds the file, carries out what it is asked."""
    settings = read_settings().with_secret()
    assert settings.sqlite_file is not None
    carried: list[str] = []
    ready, ended = threading.Event(), threading.Event()

    async def serve() -> None:
        store = Store(settings.database, settings.data)

        def write(act: Callable[[Db], dict[str, Any]]) -> dict[str, Any]:
            carried.append("act")
            with store.write() as db:
                return act(db)

        async def through(act: Callable[[Db], dict[str, Any]]) -> dict[str, Any]:
            return await asyncio.to_thread(write, act)

        stop = await serve_commands(settings, through, lambda: datetime(2023, 6, 1, tzinfo=UTC))
        ready.set()
        await asyncio.to_thread(ended.wait)
        await stop()
        store.close()

    with hold(settings.sqlite_file):
        thread = threading.Thread(target=lambda: asyncio.run(serve()))
        thread.start()
        ready.wait(10)
        try:
            yield carried
        finally:
            ended.set()
            thread.join()


def _all_units() -> list[tuple[str | None, str, str]]:
    settings = read_settings()
    store = Store(settings.database, settings.data)
    try:
        with store.read() as db:
            return [(one.code, one.name, one.level) for one in every(db)]
    finally:
        store.close()


def test_units_are_imported_and_listed_as_a_tree(units: None, sothon: Sothon) -> None:
    listed = sothon("unit", "list").output.splitlines()
    assert listed == [
        "xã Quang Trung  [QT]",
        "  Thôn 1  [QT1]",
        "  Thôn 2  [QT2]",
        "xã Bắc Sơn  [BS]",
        "  Thôn 1  [BS1]",
    ]
    tree = json.loads(sothon("unit", "list", "--json").output)
    commune, village = tree[0], tree[1]
    assert (village["code"], village["level"], village["parent"]) == ("QT1", "thon", commune["id"])


def test_importing_again_adds_only_what_is_new(units: None, folder: Path, sothon: Sothon) -> None:
    (folder / "units.csv").write_text(UNITS + "QT3,Thôn 3,,QT\n")
    result = sothon("unit", "import", "units.csv")
    assert result.exit_code == 0
    assert "Dòng 3: Thôn 1 đã có, giữ nguyên." in result.output
    assert "Đã nhập 1 đơn vị (1 thôn)." in result.output
    assert len(_all_units()) == 6


def test_the_order_of_rows_does_not_matter_and_parents_may_be_named(folder: Path, sothon: Sothon) -> None:
    (folder / "units.csv").write_text("Tên,Thuộc,Tên khác\nThôn 1,xã Quang Trung,Làng Gạo; Xóm Chợ\nxã Quang Trung,,\n")
    assert sothon("migrate").exit_code == 0
    assert sothon("unit", "import", "units.csv").exit_code == 0
    assert _all_units() == [(None, "xã Quang Trung", "xa"), (None, "Thôn 1", "thon")]


def test_one_wrong_row_and_nothing_is_imported(units: None, folder: Path, sothon: Sothon) -> None:
    rows = (
        "Mã,Tên,Cấp,Mã cấp trên\n"
        "QT9,Thôn 9,thôn,QT\n"
        "X1,Thôn X,thôn,KHONG\n"
        "C1,xã C,xã,C2\n"
        "C2,huyện C,huyện,C1\n"
        "QT9,Thôn 10,thôn,QT\n"
        "T,tỉnh T,tỉnh,BS\n"
        "QT,xã Khác,xã,\n"
        "M1,Thôn M,thôn,Thôn 1\n"
        "X2,Thôn dưới X,thôn,X1\n"
    )
    (folder / "bad.csv").write_text(rows)
    result = sothon("unit", "import", "bad.csv")
    assert result.exit_code == 1
    named = {int(number): reason for number, reason in re.findall(r"Dòng (\d+): (.*)", result.output)}
    assert list(named) == [3, 4, 5, 6, 7, 8, 9]
    assert "“KHONG” của Thôn X: chưa có" in named[3]
    assert "vòng tròn" in named[4]
    assert "mã QT9 đã có ở dòng 2" in named[6]
    assert "không thể nằm dưới cấp xã" in named[7]
    assert "mã QT trong kho là xã Quang Trung" in named[8]
    assert "có 2 đơn vị cùng tên" in named[9]
    assert "Không nhập đơn vị nào" in result.output
    assert len(_all_units()) == 5


def test_a_name_a_neighbour_bears_is_refused(units: None, folder: Path, sothon: Sothon) -> None:
    (folder / "first.csv").write_text("Mã,Tên,Thuộc,Tên khác\nQT3,Thôn 3,QT,thôn Đoài\n")
    assert sothon("unit", "import", "first.csv").exit_code == 0
    (folder / "bad.csv").write_text(
        "Mã,Tên,Thuộc,Tên khác\n"
        "QT9,thôn 1,QT,\n"  # another code than on record
        ",Thôn Đoài,xã Quang Trung,\n"  # on record an other name
        ",Thôn 6,QT,thôn 2\n"  # its other name is a neighbour's name
        ",Thôn 7,QT,thôn 8; thôn 70\n"  # and so in the file
        ",Thôn 8,QT,thôn 70\n"  # a village that was divided
        ",Thôn 8,xã Quang Trung,\n"  # its parent said in another way
        "BS3,Thôn 3,BS,thôn Đoài\n"  # another commune's
    )
    result = sothon("unit", "import", "bad.csv")
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Dòng 2: thôn 1 trùng tên với Thôn 1 [QT1], cùng cấp trên",
        "Dòng 3: Thôn Đoài trùng tên với Thôn 3 [QT3], cùng cấp trên",
        "Dòng 4: tên khác “thôn 2” là tên của Thôn 2 [QT2], cùng cấp trên",
        "Dòng 5: tên khác “thôn 8” là tên của Thôn 8 (dòng 6), cùng cấp trên",
        "Dòng 7: Thôn 8 trùng tên với Thôn 8 (dòng 6), cùng cấp trên",
        "Không nhập đơn vị nào: 5 dòng cần sửa.",
    ]
    assert sothon("unit", "import", "first.csv").exit_code == 0  # what is there already stays
    assert len(_all_units()) == 6


def test_columns_that_are_not_read_are_named(folder: Path, sothon: Sothon) -> None:
    (folder / "units.csv").write_text("STT,Tên,Cấp,Tên gọi riêng\n1,xã Quang Trung,xã,Quang\n")
    assert sothon("migrate").exit_code == 0
    result = sothon("unit", "import", "units.csv")
    assert result.output == "Cột không dùng tới: STT, Tên gọi riêng.\nĐã nhập 1 đơn vị (1 xã).\n"


def test_a_file_that_cannot_be_read_is_one_line(folder: Path, sothon: Sothon) -> None:
    (folder / "x.xlsx").write_bytes(b"PK\x03\x04 no zip")
    result = sothon("unit", "import", "x.xlsx")
    assert (result.exit_code, result.output) == (1, "x.xlsx: tệp .xlsx bị hỏng\n")
    assert not (folder / "data").exists()


def test_an_invite_joins_its_unit_and_only_its_hmac_is_kept(units: None, sothon: Sothon) -> None:
    made = json.loads(sothon("invite", "Thôn 1, xã Bắc Sơn", "--role", "officer", "--json").output)
    assert re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{6}", made["code"])
    assert made["link"] == f"http://127.0.0.1:8080/vao/{made['code']}"
    settings = read_settings().with_secret()
    assert made["code"].encode() not in Path("data/sothon.db").read_bytes()
    store = Store(settings.database, settings.data)
    with store.write() as db:
        taken = take_invite(db, invite_digest(settings.secret or "", made["code"].lower()), datetime.now(UTC))
        assert taken is not None
        assert (taken[0], taken[1]) == (5, "officer")
    store.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite", "Thôn 1"), "Có 2 đơn vị là “Thôn 1”: Thôn 1 [QT1], Thôn 1 [BS1]"),
        (("invite", "thôn không có"), "Không có đơn vị nào là"),
        (("invite", "QT1", "--code", "có dấu"), "4 đến 64 ký tự"),
        (("campaign", "open", "qd-1", "2023", "--root", "QT", "--due", "2023-06-30"), "Không có bộ chỉ tiêu qd-1"),
        (("campaign", "open", "qd-1829-2023", "nay", "--root", "QT", "--due", "2030-06-30"), "Không hiểu kỳ “nay”"),
        (("campaign", "open", "qd-1829-2023", "2023", "--root", "QT", "--due", "2020-06-30"), "Hạn nộp phải sau"),
        (
            ("campaign", "open", "qd-1829-2023", "2023", "--root", "QT", "--due", "2090-06-30", "--ladder", "mai"),
            "--ladder: không có lịch nhắc “mai”",
        ),
        (
            ("campaign", "open", "qd-1829-2023", "2023", "--root", "QT", "--due", "2090-06-30", "--indicators", "9.99"),
            "không có chỉ tiêu",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line(units: None, sothon: Sothon, words: tuple[str, ...], said: str) -> None:
    result = sothon(*words)
    assert result.exit_code == 1
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_code_of_ones_own_is_taken_once(units: None, sothon: Sothon) -> None:
    assert "QUANG-TRUNG" in sothon("invite", "QT1", "--code", "quang-trung").output
    again = sothon("invite", "QT2", "--code", "Quang-Trung")
    assert (again.exit_code, again.output) == (1, "Mã mời này đã có; hãy đặt mã khác.\n")


def _ladders() -> dict[str | None, str]:
    settings = read_settings()
    store = Store(settings.database, settings.data)
    with store.read() as db:
        found = {one.key: one.ladder for one in campaigns(db)}
    store.close()
    return found


def test_a_campaign_is_opened_for_those_who_have_something_to_count(units: None, sothon: Sothon) -> None:
    words = (
        "campaign",
        "open",
        "qd-1829-2023",
        "2023-H1",
        "--root",
        "QT",
        "--opens",
        "2023-06-01",
        "--due",
        "30/06/2023",
    )
    opened = sothon(*words, "--indicators", "3.4,3.9", "--key", "h1", "--name", "6 tháng đầu năm 2023")
    assert opened.exit_code == 0, opened.output
    assert "2 chỉ tiêu, 2 đơn vị báo cáo, hạn 17:00 30/06/2023" in opened.output
    assert sothon(*words, "--key", "h1").exit_code == 1
    twin = sothon(*words)
    assert twin.exit_code == 1
    assert "Đợt này đang mở rồi" in twin.output
    everything = sothon(*words, "--ladder", "0, opening,-2", "--key", "h2")
    assert "37 chỉ tiêu, 3 đơn vị báo cáo" in everything.output
    standing = json.loads(sothon("status", "--json").output)
    first = standing["campaigns"][0]
    assert (first["key"], first["reports"], first["verdicts"]) == ("h1", {"open": 2}, {"unknown": 2})
    assert [(row["id"], row["have"], row["expected"]) for row in first["indicators"]] == [("3.4", 0, 2), ("3.9", 0, 2)]
    assert first["due"] == "2023-06-30T10:00:00+00:00"
    assert "2 chưa nộp" in sothon("status").output
    assert _ladders() == {"h1": "default", "h2": "0, opening,-2"}
    assert "h1" in sothon("campaign", "list").output


def test_base_figures_are_imported_whole_or_not_at_all(units: None, folder: Path, sothon: Sothon) -> None:
    (folder / "bases.csv").write_text(
        "Đơn vị,Số liệu nền,Giá trị,Ngày\nQT1,truong_thanh,520,31/05/2023\nQT2,Người trưởng thành,1.068,2023-05-31\n"
    )
    result = sothon("base", "import", "bases.csv")
    assert (result.exit_code, result.output) == (0, "Đã nhập 2 số liệu nền.\n")
    (folder / "bad.csv").write_text(
        "Đơn vị;Số liệu nền;Giá trị;Ngày\nQT1;truong_thanh;521;31/05/2023\nQT1;người;5;31/05/2023\n"
        "QT1;ho;nhiều;31/05/2023\nQT1;ho;5;hôm nào\nZZ;ho;5;31/05/2023\n"
    )
    result = sothon("base", "import", "bad.csv")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.output.splitlines()[:-1]] == ["Dòng 3", "Dòng 4", "Dòng 5", "Dòng 6"]
    assert _bases() == [520, 1068]


def _bases() -> list[int]:
    with closing(sqlite3.connect("data/sothon.db")) as connection:
        return [row[0] for row in connection.execute("SELECT value FROM base_figure ORDER BY id")]


def test_a_base_figure_that_is_no_count_of_a_day_past_is_refused(units: None, folder: Path, sothon: Sothon) -> None:
    year = datetime.now(UTC).year
    (folder / "bad.csv").write_text(
        "Đơn vị;Số liệu nền;Giá trị;Ngày\nQT1;ho;12.5;31/05/2023\nQT1;ho;12,5;31/05/2023\nQT1;ho;-5;31/05/2023\n"
        f"QT1;ho;1068.0;31/05/2023\nQT1;ho;0.500;31/05/2023\nQT1;ho;178;31/05/{year + 2}\n"
        "QT2;ho;178;31/05/2023\nThôn 2, xã Quang Trung;hộ gia đình;187;2023-05-31\nQT2;ho;178;31/05/2023\n"
    )
    result = sothon("base", "import", "bad.csv")
    assert result.exit_code == 1
    named = {int(number): reason for number, reason in re.findall(r"Dòng (\d+): (.*)", result.output)}
    assert list(named) == [2, 3, 4, 5, 6, 7, 9]
    assert all("không phải số đếm; ghi số nguyên" in named[row] for row in range(2, 7))
    assert f"31/05/{year + 2}" in named[7]
    assert "dòng 8 ghi 178 cho cùng đơn vị" in named[9]
    assert result.output.endswith("Không nhập số liệu nào: 7 dòng cần sửa.\n")
    (folder / "moved.csv").write_text("Đơn vị,Số liệu nền,Giá trị\nQT1,ho,12,5\nQT2,ho,178\n")
    result = sothon("base", "import", "moved.csv", "--day", "2023-05-31")
    assert result.exit_code == 1 and result.output.startswith("Dòng 2: có nhiều ô hơn dòng tiêu đề")
    assert _bases() == []


def test_a_spreadsheet_s_own_numbers_are_counts_only_where_they_are_whole(
    units: None, folder: Path, sothon: Sothon
) -> None:
    book = openpyxl.Workbook()
    rows = ("Đơn vị", "Số liệu nền", "Giá trị", "Ngày"), ("QT1", "ho", 1.068, "31/5/2023"), ("QT2", "ho", 178.0, None)
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / "x.xlsx")
    book.close()
    result = sothon("base", "import", "x.xlsx", "--day", "2023-05-31")
    assert result.exit_code == 1 and "Dòng 2: “1,068” không phải số đếm" in result.output
    assert "Dòng 3" not in result.output and _bases() == []


def test_a_command_is_carried_out_by_the_server_that_holds_the_file(units: None, folder: Path, sothon: Sothon) -> None:
    with server() as carried:
        (folder / "more.csv").write_text("Mã,Tên,Thuộc\nQT3,Thôn 3,QT\nQT4,Thôn 4,QT\n")
        assert "Đã nhập 2 đơn vị" in sothon("unit", "import", "more.csv").output
        assert carried == ["act"]
        (folder / "bad.csv").write_text("Mã,Tên,Thuộc\nQT5,Thôn 5,QT\nQT6,Thôn 6,ZZ\n")
        refused = sothon("unit", "import", "bad.csv")
        assert refused.exit_code == 1
        assert "Dòng 3" in refused.output
        assert "Thôn 4" in sothon("unit", "list").output  # reading needs nobody
        assert "Thôn 5" not in sothon("unit", "list").output
        assert "Máy chủ đang chạy" in sothon("doctor").output
        busy = sothon("migrate")
        assert busy.exit_code == 1
        assert "Sổ Thôn đã chạy rồi" in busy.output
    assert holder(Path("data/sothon.db")) is None


def test_a_holder_that_never_answers_is_named(units: None, sothon: Sothon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.carry.WAIT_SECONDS", 0.3)
    with hold(Path("data/sothon.db")):
        result = sothon("invite", "QT1")
    assert result.exit_code == 1
    assert f"(số {os.getpid()})" in result.output


def test_an_act_that_breaks_costs_the_server_nothing(
    units: None, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.commands.people.invite", broken)
    with server():
        result = sothon("invite", "QT1")
        assert result.exit_code == 1
        assert "Máy chủ không làm được (ZeroDivisionError)" in result.output
        assert sothon("role", "ai đó", "member", "--unit", "QT").exit_code == 1


EVERY_ACT = (
    "status", "unit list", "unit import x.csv", "base import x.csv", "invite QT", "role ai member --unit QT",
    "campaign list", "campaign open qd-1829-2023 2023 --root QT --due 2030-06-30", "letters list", "letters replay 1",
    "reminders plan", "reminders day 2030-06-30 --unit QT --usual", "channel check", "backup x.tgz",
    "understand --last 3",
)  # fmt: skip


@pytest.mark.parametrize("words", EVERY_ACT)
def test_without_a_store__every_command_says_so_and_makes_nothing(
    sothon: Sothon, folder: Path, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path mistyped by one letter is no new, empty book."""
    (folder / "x.csv").write_text("Tên,Số liệu nền,Giá trị,Đơn vị,Ngày\nxã Một,ho,5,QT,31/5/2023\n")
    (folder / "data").mkdir()
    monkeypatch.setenv("SOTHON_DATABASE", "sqlite:///data/sothonn.db")
    result = sothon(*words.split())
    assert result.exit_code == 2, result.output
    assert result.output.startswith("Chưa có kho data/sothonn.db; tạo bằng: sothon migrate")
    assert "SOTHON_DATABASE" in result.output and result.output.count("\n") == 1
    assert sorted(path.name for path in folder.rglob("*")) == ["data", "x.csv"]


def test_a_store_is_made_by_migrate__and_by_run_only_in_a_folder_that_is_there(sothon: Sothon, folder: Path) -> None:
    refused = sothon("run")
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
    assert "Chưa có kho data/sothon.db" in refused.output
    assert not (folder / "data").exists()
    assert sothon("migrate").exit_code == 0
    assert "Chưa có đợt báo cáo nào" in sothon("status").output


def test_a_database_of_an_older_version_is_named_not_guessed_at(sothon: Sothon, folder: Path) -> None:
    (folder / "data").mkdir()
    sqlite3.connect("data/sothon.db").close()
    result = sothon("status")
    assert result.exit_code == 1
    assert result.output.endswith("sothon migrate\n")
    assert "chạy: sothon migrate" in sothon("doctor").output


def test_the_doctor_notices_who_wrote_into_what_was_closed(sothon: Sothon, folder: Path) -> None:
    assert sothon("migrate").exit_code == 0
    store = Store("sqlite:///data/sothon.db", folder / "data")
    commune = Commune(store)
    commune.gives("t2", i3_4=(400, 500))
    commune.says("cb", "chốt đợt")
    commune.says("cb", "đồng ý")
    store.close()
    assert "Số của 1 đợt đã chốt vẫn như lúc chốt." in sothon("doctor").output
    with closing(sqlite3.connect("data/sothon.db")) as beside, beside:
        beside.execute("UPDATE figure SET num = 499 WHERE num = 400")
    result = sothon("doctor")
    assert result.exit_code == 1
    assert "[hỏng] Số đã chốt không còn như lúc chốt" in result.output


def test_a_file_that_is_no_database_is_one_line(sothon: Sothon, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "sothon.db").write_bytes(b"not a database, but long enough to be looked at" * 50)
    for words in (("status",), ("migrate",), ("invite", "QT"), ("run",), ("backup", "x.tgz")):
        result = sothon(*words)
        assert result.exit_code == 2, words  # the service file starts again on any other
        assert result.output.startswith("SOTHON_DATABASE: sqlite:///data/sothon.db không phải kho SQLite")
        assert "not a database" not in result.output
        assert len(result.output.strip().splitlines()) == 1
    assert sothon("doctor").exit_code == 1


def test_a_store_of_somebody_else_is_one_line(sothon: Sothon, folder: Path) -> None:
    (folder / "data").mkdir()
    with sqlite3.connect("data/sothon.db") as connection:
        connection.execute("CREATE TABLE unit (x)")
    connection.close()
    for words in (("migrate",), ("run",), ("invite", "QT")):
        result = sothon(*words)
        assert (result.exit_code, result.output.count("\n")) == (2, 1)
        assert result.output.startswith("SOTHON_DATABASE: sqlite:///data/sothon.db không phải kho của Sổ Thôn")


def test_a_store_nobody_reaches_is_one_line(sothon: Sothon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_DATABASE", "postgresql://so:mat-khau@127.0.0.1:1/so")
    monkeypatch.setenv("SOTHON_SECRET", "x" * 40)
    for words in (("status",), ("migrate",), ("run",), ("invite", "QT")):
        result = sothon(*words)
        lines = [line for line in result.output.splitlines() if not line.startswith("{")]  # beside the log
        assert (result.exit_code, len(lines)) == (1, 1), result.output  # it may come back: whoever watches tries again
        assert lines[0].startswith("SOTHON_DATABASE: không mở được kho postgresql+psycopg://so:***@127.0.0.1:1/so: ")
        assert "không có kho nào trả lời ở cổng ấy" in lines[0]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/dev/null", "/dev/null không phải tệp thường"),
        ("/tmp", "/tmp là thư mục"),
        (f"/tmp/{'a' * 300}.db", "(tên quá dài)"),
        ("/etc/hostname/so.db", "không ghi được vào /etc/hostname"),
    ],
)
def test_a_path_that_can_be_no_store_is_one_line(
    sothon: Sothon, monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    monkeypatch.setenv("SOTHON_DATABASE", f"sqlite:///{path}")
    result = sothon("migrate")
    assert (result.exit_code, result.output.count("\n")) == (2, 1), result.output
    assert result.output.startswith("SOTHON_DATABASE: ") and said in result.output


def test_wrong_settings_end_every_command_with_two(sothon: Sothon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOTHON_PORT", "tám mươi")
    for words in (("run",), ("migrate",), ("status",), ("doctor",), ("unit", "list"), ("invite", "QT")):
        result = sothon(*words)
        assert result.exit_code == 2, words
        assert result.output.startswith("SOTHON_PORT: ")


def test_folders_that_cannot_be_made_are_named(sothon: Sothon, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DATA", "/proc/so"), ("DATABASE", "sqlite:////proc/so/so.db")):
        with monkeypatch.context() as patch:
            patch.setenv(f"SOTHON_{name}", value)
            result = sothon("migrate")
            assert result.exit_code == 2
            assert result.output.startswith(f"SOTHON_{name}: không tạo được thư mục /proc/so")
    assert sothon("migrate").exit_code == 0
    monkeypatch.setenv("SOTHON_DATA", "/proc/so")  # the store is there, what lies beside it cannot be
    for words in (("run",), ("invite", "QT")):
        result = sothon(*words)
        assert result.exit_code == 2, words
        assert result.output.startswith("SOTHON_DATA: không tạo được thư mục /proc/so")


def test_a_port_somebody_listens_at_is_named(sothon: Sothon, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sothon("migrate").exit_code == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("SOTHON_PORT", str(taken.getsockname()[1]))
        result = sothon("run")
    assert result.exit_code == 2
    assert "đang có chương trình khác dùng" in result.output
    assert "SOTHON_PORT" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("status --unit x", "--unit: không có tùy chọn này; xem: sothon status --help"),
        ("invite", "Thiếu mã đơn vị, hoặc tên: “Thôn 3, xã Quang Trung”; xem: sothon invite --help"),
        ("backup", "Thiếu tệp .tgz sẽ ghi; xem: sothon backup --help"),
        ("campaign open a b", "Thiếu --root; xem: sothon campaign open --help"),
        ("reminders day mai --unit QT", "ngày: không dùng được giá trị này; ghi một trong: 2023-06-30, 30/06/2023; "),
        ("invite QT --uses 0", "--uses: ghi một số từ 1 đến 1000; xem: sothon invite --help"),
        ("demo --port 70000", "--port: ghi một số từ 1 đến 65535; xem: sothon demo --help"),
        ("invite QT --role boss", "--role: không dùng được giá trị này; ghi một trong: member, officer, leader, super"),
        ("campaign open a b --due 31/2/2030", "--due: không dùng được giá trị này; ghi một trong: 2023-06-30, "),
        ("demo --port", "--port: thiếu giá trị đi kèm"),
        ("tinh-hinh", "Lệnh không đúng; xem: sothon --help"),
    ],
)
def test_a_command_typed_wrong_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["sothon", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    shown = capsys.readouterr().err
    assert shown.startswith(said)
    assert len(shown.splitlines()) == 1


def test_the_version_is_told(sothon: Sothon) -> None:
    result = sothon("--version")
    assert result.exit_code == 0 and re.fullmatch(r"Sổ Thôn \d+\.\d+\.\d+\n", result.output)


def test_a_framework_file_with_a_mistake_is_named_with_its_line(folder: Path, sothon: Sothon) -> None:
    (folder / "x.yaml").write_text("id: x\ntitle: [\n")
    result = sothon("framework", "check", "x.yaml")
    assert result.exit_code == 1
    assert result.output.startswith("x.yaml, dòng 3: viết sai cách của YAML")
    assert len(result.output.strip().splitlines()) == 1
    assert "qd-1829-2023  37 chỉ tiêu" in sothon("framework", "list").output


def test_the_server_does_not_start_on_a_framework_with_a_mistake(
    folder: Path, sothon: Sothon, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "x.yaml").write_text("id: x\ntitle: [\n")
    monkeypatch.setenv("SOTHON_FRAMEWORKS", "own")
    result = sothon("run")
    assert result.exit_code == 2
    assert result.output.startswith("SOTHON_FRAMEWORKS: own/x.yaml, dòng 3: ")


def test_help_is_quick_and_vietnamese() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    shown = subprocess.run([sys.executable, "-m", "bot.cli", "--help"], capture_output=True, text=True, check=True)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1  # CPU seconds: others may run beside it
    for word in ("run", "demo", "play", "migrate", "doctor", "status", "invite", "unit", "campaign", "framework"):
        assert re.search(rf"^  {word} ", shown.stdout, re.MULTILINE)
    assert "Sổ Thôn" in shown.stdout


def test_help_imports_nothing_heavy() -> None:
    heavy = {"sqlalchemy", "sqlmodel", "aiohttp", "openpyxl", "pydantic", "alembic", "telegram"}
    code = f"import sys, bot.cli; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"


def test_every_act_that_travels_is_known() -> None:
    assert set(acts()) == {
        "base import", "campaign open", "channel account", "invite", "letters replay", "reminders day", "role",
        "unit import",
    }  # fmt: skip


def test_letters_are_listed_in_words(folder: Path, sothon: Sothon) -> None:
    assert sothon("migrate").exit_code == 0
    assert sothon("letters", "list").output == "Không có tin nào hỏng.\n"
    settings = read_settings()
    store = Store(settings.database, settings.data)
    now = datetime(2023, 6, 25, 1, tzinfo=UTC)
    with store.write() as db:
        account = accounts.account(db, "zalo_oa", "4318").id
        address = people.add_address(db, account, "72194", None, now)
        for state, why in (("failed", "error -210: too long"), ("unknown", "no answer twice")):
            sent = outbox.queue(
                db, account=account, address=address, user="72194", person=None, kind="reply",
                recipe={"text": "một câu riêng"}, now=now,
            )  # fmt: skip
            outbox.end(db, sent.id, state, why)
    store.close()
    lines = sothon("letters", "list").output.splitlines()
    assert lines == [
        "đi 2  25/06/2023 08:00  zalo-oa:4318  không rõ đã tới chưa: no answer twice",
        "đi 1  25/06/2023 08:00  zalo-oa:4318  gửi hỏng: error -210: too long",
    ]
