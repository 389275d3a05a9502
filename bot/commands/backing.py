"""`sothon backup` and `sothon restore`: all a commune has, in one file, while the server runs; and back again."""

import errno
import hashlib
import io
import json
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.commands.carry import database_or_stop, settings_or_stop, store_or_stop
from bot.commands.ending import FAILED, WRONG_SETTINGS, stop
from bot.faults import why

if TYPE_CHECKING:
    from bot.settings import Settings

STORE, SECRET, EVIDENCE, LIST = "sothon.db", "secret", "evidence", "backup.json"


def backup(
    file: Annotated[Path, typer.Argument(help="Tệp .tgz sẽ ghi; chưa có.")],
) -> None:
    """Sao lưu kho SQLite, tệp minh chứng và chuỗi bí mật vào một tệp; máy chủ cứ chạy."""
    settings = settings_or_stop()
    store = _sqlite_or_stop(settings)
    store_or_stop(settings)
    try:
        if file.exists():
            stop(f"{file} đã có; ghi tên khác.", FAILED)
        with database_or_stop(settings), tempfile.TemporaryDirectory(dir=file.absolute().parent) as folder:
            copy = Path(folder) / STORE
            _copy(store, copy)
            found = _write(file, copy, settings.data)
    except OSError as error:
        _stop_at(error, file, settings.data)
    typer.echo(f"Đã sao lưu vào {file}: {found['rows']} dòng, {found['files']} tệp minh chứng.")


def restore(
    file: Annotated[Path, typer.Argument(help="Tệp .tgz do lệnh backup ghi.")],
) -> None:
    """Phục hồi từ bản sao lưu vào kho và thư mục đã thiết lập; chỗ ấy phải còn trống."""
    settings = settings_or_stop()
    store = _sqlite_or_stop(settings)
    if store.exists() or (settings.data / EVIDENCE).exists():
        stop(f"{store} hoặc {settings.data / EVIDENCE} đã có. Cất chúng đi trước đã.", FAILED)
    try:
        found = _read(file, store, settings.data)
    except (OSError, tarfile.TarError, ValueError, KeyError, sqlite3.Error) as error:
        stop(f"{file} không phải bản sao lưu dùng được: {error}", FAILED)
    typer.echo(
        f"Đã phục hồi từ {file}: {found['rows']} dòng, {found['files']} tệp minh chứng. Chạy tiếp: sothon migrate"
    )


def _stop_at(error: OSError, file: Path, data: Path) -> NoReturn:
    """Which of the two could not be used, the file to be written or the evidence, and why."""
    at = Path(error.filename or file).absolute()
    if at.is_relative_to(data.absolute()):
        stop(f"SOTHON_DATA: không đọc được {at} ({why(error)})", WRONG_SETTINGS)
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}  # then the name given is right
    stop(f"Tệp .tgz sẽ ghi: không ghi được {file} ({why(error)})", FAILED if full else WRONG_SETTINGS)


def _sqlite_or_stop(settings: "Settings") -> Path:
    if settings.sqlite_file is None:
        stop("Kho PostgreSQL thì sao lưu bằng pg_dump, cùng thư mục minh chứng.", FAILED)
    return settings.sqlite_file


def _copy(store: Path, copy: Path) -> None:
    """SQLite's own online copy: one state of the store, whatever is written meanwhile."""
    with (
        closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _rows(store: Path) -> dict[str, int]:
    """How many rows each table has. Raises sqlite3.Error for what is no sound store."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as db:
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            raise ValueError(f"kho hỏng ({sound})")
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


def _write(file: Path, copy: Path, data: Path) -> dict[str, int]:
    """Evidence files are taken after the store: one named by the copy is on disk before its row is, and stays."""
    members = {STORE: copy}
    if (data / SECRET).exists():
        members[SECRET] = data / SECRET
    for path in sorted((data / EVIDENCE).rglob("*")) if (data / EVIDENCE).exists() else []:
        if path.is_file() and len(path.name) == 64:
            members[f"{EVIDENCE}/{path.relative_to(data / EVIDENCE)}"] = path
    rows = _rows(copy)
    listed = {
        "at": datetime.now(UTC).isoformat(),
        "rows": rows,
        "sha256": {name: _sha256(members[name]) for name in members},
    }
    part = file.with_name(file.name + ".part")
    with tarfile.open(part, "w:gz") as tar:
        content = json.dumps(listed, indent=1).encode()
        head = tarfile.TarInfo(LIST)
        head.size = len(content)
        tar.addfile(head, io.BytesIO(content))
        for name, path in members.items():
            tar.add(path, name, recursive=False)
    part.chmod(0o600)
    part.rename(file)
    return {"rows": sum(rows.values()), "files": sum(name.startswith(EVIDENCE) for name in members)}


def _read(file: Path, store: Path, data: Path) -> dict[str, int]:
    """Unpack beside, compare every sum and count, then move into place. Raises ValueError for what differs."""
    data.mkdir(parents=True, exist_ok=True)
    store.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data) as folder, tarfile.open(file, "r:gz") as tar:
        tar.extractall(folder, filter="data")
        there = Path(folder)
        listed: dict[str, Any] = json.loads((there / LIST).read_text())
        for name, sum_ in listed["sha256"].items():
            if _sha256(there / name) != sum_:
                raise ValueError(f"{name} không đúng như khi sao lưu")
        if _rows(there / STORE) != listed["rows"]:
            raise ValueError("số dòng không đúng như khi sao lưu")
        if (there / EVIDENCE).exists():
            (there / EVIDENCE).rename(data / EVIDENCE)
        if (there / SECRET).exists():
            (there / SECRET).chmod(0o600)
            (there / SECRET).replace(data / SECRET)
        (there / STORE).replace(store)
    files = sum(name.startswith(EVIDENCE) for name in listed["sha256"])
    return {"rows": sum(listed["rows"].values()), "files": files}


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
