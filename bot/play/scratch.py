"""A database that is thrown away after one script: a SQLite file, or a schema of its own on PostgreSQL."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from store.migrate import upgrade


class ScratchError(Exception):
    """The database asked for cannot be used; one sentence says why."""


@cache
def _fresh() -> bytes:
    """A SQLite file with today's tables and nothing in them; migrated once in a process."""
    with tempfile.TemporaryDirectory(prefix="sothon-") as folder:
        file = Path(folder) / "fresh.db"
        upgrade(f"sqlite:///{file}")
        return file.read_bytes()


@contextmanager
def scratch(database: str | None) -> Iterator[tuple[str, Path]]:
    """(URL of an empty database with today's tables, folder for files). Raises ScratchError."""
    with tempfile.TemporaryDirectory(prefix="sothon-play-") as name:
        folder = Path(name)
        if database is None:
            file = folder / "play.db"
            file.write_bytes(_fresh())
            yield f"sqlite:///{file}", folder
            return
        url = _url(database)
        if url.get_backend_name() == "sqlite":
            with _file(url) as made:
                yield made, folder
        else:
            with _schema(url) as made:
                yield made, folder


def _url(database: str) -> URL:
    try:
        url = make_url(database)
    except ArgumentError:
        raise ScratchError(f"không phải địa chỉ cơ sở dữ liệu: {database}") from None
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ScratchError(f"chỉ dùng được SQLite và PostgreSQL, không phải {url.get_backend_name()}")
    return url


@contextmanager
def _file(url: URL) -> Iterator[str]:
    """A SQLite file that is not there yet, and not there any more afterwards."""
    if url.database in {None, "", ":memory:"}:
        raise ScratchError("cần một tệp SQLite, ví dụ sqlite:////tmp/thu.db")
    file = Path(str(url.database))
    if file.exists() and file.stat().st_size:
        raise ScratchError(f"{file} đã có dữ liệu: play chỉ chạy trên cơ sở dữ liệu trống")
    try:
        file.write_bytes(_fresh())
    except OSError as error:
        raise ScratchError(f"không ghi được {file}: {error.strerror}") from None
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def _schema(url: URL) -> Iterator[str]:
    """A schema of its own, dropped afterwards with all that is in it."""
    name = f"play_{secrets.token_hex(6)}"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        try:
            with admin.connect() as connection:
                connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        except SQLAlchemyError as error:
            raise ScratchError(f"không dùng được cơ sở dữ liệu: {str(error).splitlines()[0]}") from None
        before = str(url.query.get("options", ""))
        inside = url.update_query_dict({"options": f"{before} -csearch_path={name}".strip()})
        made = inside.render_as_string(hide_password=False)
        try:
            upgrade(made)
            yield made
        finally:
            with admin.connect() as connection:
                connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    finally:
        admin.dispose()
