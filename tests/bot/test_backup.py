"""A commune's store and evidence in one file and back: compared row by row, taken while somebody writes."""

import sqlite3
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from store import accounts, units
from store.evidence import keep_file
from store.session import Store
from tests.bot.conftest import Sothon

PICTURE = Path(__file__).parents[1] / "dialogues" / "core" / "anh-nha-van-hoa.png"


def _everything(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: db.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}


@pytest.fixture
def commune(sothon: Sothon, folder: Path) -> Path:
    """A store with units, a secret and a file of evidence, in this folder."""
    (folder / "don-vi.csv").write_text("Mã,Tên,Cấp,Mã cấp trên\nQT,xã Quang Trung,xã,\nQT3,Thôn 3,thôn,QT\n")
    assert sothon("migrate").exit_code == 0
    assert sothon("unit", "import", "don-vi.csv").exit_code == 0
    assert sothon("invite", "Thôn 3").exit_code == 0
    keep_file(folder / "data", PICTURE.read_bytes(), PICTURE.name)
    return folder


def test_what_is_restored__is_what_was_backed_up(sothon: Sothon, commune: Path) -> None:
    before = _everything(commune / "data" / "sothon.db")
    secret = (commune / "data" / "secret").read_text()
    done = sothon("backup", "ban-sao.tgz")
    assert done.exit_code == 0 and "1 tệp minh chứng" in done.output
    (commune / "data").rename(commune / "data-cu")
    done = sothon("restore", "ban-sao.tgz")
    assert done.exit_code == 0, done.output
    assert _everything(commune / "data" / "sothon.db") == before
    assert (commune / "data" / "secret").read_text() == secret
    old = {path.name: path.read_bytes() for path in (commune / "data-cu" / "evidence").rglob("*") if path.is_file()}
    new = {path.name: path.read_bytes() for path in (commune / "data" / "evidence").rglob("*") if path.is_file()}
    assert old == new and len(new) == 1
    assert "[hỏng]" not in sothon("doctor").output


def test_backup_while_somebody_writes__is_one_moment_of_the_store(sothon: Sothon, commune: Path) -> None:
    store = Store(f"sqlite:///{commune}/data/sothon.db", commune / "data")
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with store.write() as db:  # a unit and an account in one transaction: both or neither are in any copy
                units.add_unit(db, f"Thôn thêm {number}", "thon", None)
                accounts.account(db, "web", f"thêm {number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert sothon("backup", f"{number}.tgz").exit_code == 0
    finally:
        stop.set()
        writer.join()
        store.close()
    (commune / "data").rename(commune / "data-cu")
    assert sothon("restore", "2.tgz").exit_code == 0
    found = _everything(commune / "data" / "sothon.db")
    added = [row for row in found["unit"] if "Thôn thêm" in str(row)]
    assert len(added) == len([row for row in found["account"] if "thêm" in str(row)])


def test_a_place_where_nothing_can_be_written__is_one_line(sothon: Sothon, commune: Path) -> None:
    for place, why in (("khong-co/x.tgz", "không có đường dẫn ấy"), ("don-vi.csv/x.tgz", "không phải thư mục")):
        refused = sothon("backup", place)
        assert (refused.exit_code, refused.output.count("\n")) == (2, 1), refused.output
        assert refused.output.startswith(f"Tệp .tgz sẽ ghi: không ghi được {place} (") and why in refused.output


def test_restore__never_writes_over_what_is_there(sothon: Sothon, commune: Path) -> None:
    assert sothon("backup", "ban-sao.tgz").exit_code == 0
    before = _everything(commune / "data" / "sothon.db")
    refused = sothon("restore", "ban-sao.tgz")
    assert refused.exit_code == 1 and "Cất chúng đi" in refused.output
    assert _everything(commune / "data" / "sothon.db") == before


def test_a_backup_that_was_changed__is_refused_and_leaves_nothing(sothon: Sothon, commune: Path) -> None:
    assert sothon("backup", "ban-sao.tgz").exit_code == 0
    with tarfile.open(commune / "ban-sao.tgz") as tar:
        tar.extractall(commune / "mo", filter="data")
    (commune / "mo" / "secret").write_text("another secret that is long enough to be one")
    with tarfile.open(commune / "sua.tgz", "w:gz") as tar:
        for path in sorted((commune / "mo").iterdir()):
            tar.add(path, path.name)
    (commune / "data").rename(commune / "data-cu")
    for name in ("sua.tgz", "don-vi.csv", "khong-co.tgz"):
        refused = sothon("restore", name)
        assert refused.exit_code == 1 and "không phải bản sao lưu dùng được" in refused.output
        assert not (commune / "data" / "sothon.db").exists()
